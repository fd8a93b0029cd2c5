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
// Finds what a resume form needn't save again: in
//
//   (local.set $x (i32.load offset=12 (local.get $frame)))    ;; restores $x
//   ..                                                        ;; doesn't set it
//   (i32.store offset=12 (local.get $frame) (local.get $x))   ;; saves it
//
// the frame has the value already. Nor is a value restored that nothing else
// reads: a load may trap, for all that an optimizer knows, and so would stay.
//

#ifndef wasm_fibers_passes_frames_UnchangedSaves_h
#define wasm_fibers_passes_frames_UnchangedSaves_h

#include <unordered_map>

#include "wasm.h"

namespace wasm::fibers {

struct UnchangedSaves {
  // The expressions that save a local of the function, and that restore it.
  std::unordered_map<Expression*, Index> saves;
  std::unordered_map<LocalSet*, Index> restores;

  // Removes saves of what can only have been restored from the same slot, and
  // restores that nothing reads then.
  void remove(Function* form, Module& module) const;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_UnchangedSaves_h
