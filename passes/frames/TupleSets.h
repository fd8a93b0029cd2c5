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
// Has tuples be made of what they aren't kept in. Binaryen's tuple-optimization
// sets the parts of a local one after the other, although what makes a later
// part may read or set the local itself, which leaves wrong values. That is
// seen where locals of flat code share an index. So what is made goes to a
// local of its own first:
//
//   (local.set $x                       (local.set $made
//     (tuple.make 2                       (tuple.make 2
//       (tuple.extract 2 1 ($x))    =>      (tuple.extract 2 1 ($x))
//       (tuple.extract 2 0 ($x))))          (tuple.extract 2 0 ($x))))
//                                       (local.set $x (local.get $made))
//

#ifndef wasm_fibers_passes_frames_TupleSets_h
#define wasm_fibers_passes_frames_TupleSets_h

#include <memory>

#include "pass.h"

namespace wasm::fibers {

std::unique_ptr<Pass> createPartTupleSetsPass();

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_TupleSets_h
