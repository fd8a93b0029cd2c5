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
// Finds the yields to which a function gets, once it has been entered, only
// with the shadow stack pointer where it was then:
//
//   (global.set $__stack_pointer ..)      ;; its frame
//   (drop (call $fiber_yield ..))
//   (loop
//     ..
//     (drop (call $fiber_yield ..)))      ;; here
//   (global.set $__stack_pointer ..)      ;; an alloca
//   (drop (call $fiber_yield ..))         ;; not here
//
// Then the fiber's record has the pointer already, and a resume needn't store
// it. What a callee had taken when it threw isn't given back if no handler sets
// the pointer, as all of LLVM's do; then the next resume gives it back.
//

#ifndef wasm_fibers_passes_frames_SteadyYields_h
#define wasm_fibers_passes_frames_SteadyYields_h

#include "Activation.h"
#include "analysis/StackPointerMoves.h"

namespace wasm::fibers {

// Marks them.
void markSteadyYields(Function* func,
                      Module& module,
                      const StackPointerMoves& moves,
                      Activation& activation);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_SteadyYields_h
