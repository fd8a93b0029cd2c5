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
// Gives the code of a function a shape in which its references can be kept
// while it waits. Before it is flattened, a branch on a reference becomes one
// on a condition, since Binaryen's Flatten knows no other:
//
//   (br_on_null $l (call $f))       (if (ref.is_null
//                                         (local.tee $x (call $f)))
//                              =>     (then (br $l)))
//                                   (ref.as_non_null (local.get $x))
//
// Afterwards, each reference that may be kept is in a local that may be null,
// since a form may find it without a value where the function can't:
//
//   (func $f (param $x (ref $t))    (func $f (param $x (ref $t))
//     ..                              (local $y (ref null $t))
//     (call $g (local.get $x)))  =>   (local.set $y (local.get $x))
//                                     ..
//                                     (call $g
//                                       (ref.as_non_null (local.get $y))))
//

#ifndef wasm_fibers_passes_frames_KeptReferences_h
#define wasm_fibers_passes_frames_KeptReferences_h

#include "wasm.h"

namespace wasm::fibers {

// Replaces branches on references, and those of a br_table that send a
// reference to a block whose type is another one. Types are left to be found
// anew.
void replaceReferenceBranches(Function* func, Module& module);

// Has references be in locals that may be null. `func` is flat.
void makeReferencesNullable(Function* func, Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_KeptReferences_h
