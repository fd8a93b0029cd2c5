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
// How far below its value at the function's entry the shadow stack pointer
// gets, found by following it, and the locals that its values are kept in,
// through the code:
//
//   (global.set $__stack_pointer
//     (local.tee $frame
//       (i32.sub (global.get $__stack_pointer) (i32.const 48))))    ;; -48
//   ..
//   (global.set $__stack_pointer
//     (i32.add (local.get $frame) (i32.const 48)))                  ;; 0 again
//
// A callee that returns its first parameter, as memset does, passes it on.
//
// Values are followed, not shapes of code. So frames are found in code that has
// been optimized, too, and in a function that others have been inlined into,
// which takes several frames.
//

#ifndef wasm_fibers_passes_analysis_StackPointerRange_h
#define wasm_fibers_passes_analysis_StackPointerRange_h

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "wasm.h"

namespace wasm::fibers {

struct StackPointerRange {
  // Where an address may be, from the pointer at the function's entry.
  struct Offset {
    int64_t low = 0;
    int64_t high = 0;
    bool operator==(const Offset&) const = default;
  };

  StackPointerRange(Function* func, Module& module, const Global* stackPointer);

  // The lowest known value that the pointer is given, at most 0.
  int64_t lowest = 0;

  // Whether it is what it was at the entry whenever the function returns, if
  // the function's callees leave it as it is.
  bool isGivenBack = true;

  // Whether that is so, and it is never given a value that isn't known.
  bool isKnown = true;

  // What is known of the value of an expression that comes from the pointer.
  std::optional<Offset> getOffset(Expression* curr) const {
    auto it = offsets.find(curr);
    return it == offsets.end() ? std::nullopt : std::optional(it->second);
  }

private:
  std::unordered_map<Expression*, Offset> offsets;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_StackPointerRange_h
