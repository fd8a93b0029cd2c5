/*
 * Copyright 2026 the wasm-fibers authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

//
// Finds what may leave the shadow stack pointer elsewhere than it was. That is
// code that sets it, and a call of a function that doesn't give back what it
// takes. None that LLVM makes is such a function. Emscripten's stackAlloc is
// one, and so may be what calls it:
//
//   (func $stackAlloc (param $size i32) (result i32)
//     (global.set $__stack_pointer
//       (i32.sub (global.get $__stack_pointer) (local.get $size)))
//     (global.get $__stack_pointer))
//
// The host may call it, too, or set a pointer that is exported.
//

#ifndef wasm_fibers_passes_analysis_StackPointerMoves_h
#define wasm_fibers_passes_analysis_StackPointerMoves_h

#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

struct StackPointerMoves {
  StackPointerMoves(const Program& program, const CallGraph& graph);

  bool isMove(Expression* curr) const;

private:
  const Global* stackPointer;
  const CallGraph& graph;
  // By node, whether a call of it is one.
  std::vector<bool> nodes;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_StackPointerMoves_h
