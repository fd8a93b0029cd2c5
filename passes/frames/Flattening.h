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
// Binaryen's flatten, in linear time. That pass asks each block with a label
// for branches to it, which is quadratic where blocks nest as deep as a large
// switch has them. Nobody asks a loop. So while a function is flattened,
//
//   (block $label
//     ..)
//
// is a loop that can be left at its end, as the block can:
//
//   (loop $label
//     (if (i32.const 1)
//       (then ..)))
//
// Blocks with a value stay blocks. What flatten doesn't know, try_tables, is
// hidden from it (HiddenTries.h).
//

#ifndef wasm_fibers_passes_frames_Flattening_h
#define wasm_fibers_passes_frames_Flattening_h

#include <memory>

#include "pass.h"

namespace wasm::fibers {

std::unique_ptr<Pass> createFlattenPass();

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Flattening_h
