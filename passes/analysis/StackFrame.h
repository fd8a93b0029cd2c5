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
// How a function uses clang's shadow stack, read off its code.
//

#ifndef wasm_fibers_passes_analysis_StackFrame_h
#define wasm_fibers_passes_analysis_StackFrame_h

#include <cstdint>
#include <vector>

#include "wasm.h"

namespace wasm::fibers {

struct StackFrame {
  // Whether the function reads or moves the stack pointer at all.
  bool touches = false;

  // The bytes that an activation takes at most, as far as they are known
  // (StackPointerRange.h), and whether that is all it ever takes.
  uint64_t size = 0;
  bool isFixed = true;

  // The expressions that take bytes without moving the pointer, other than the
  // red zone. LLVM lets a function do that with alloca if it calls no other.
  std::vector<Expression*> hidden;

  StackFrame() = default;
  StackFrame(Function* func, Module& module, const Global* stackPointer);
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_StackFrame_h
