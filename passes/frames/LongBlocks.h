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
// Keeps resume forms shallow. One nests as deep as a block has statements that
// may unwind, and much of Binaryen takes time that is quadratic in that. So
//
//   (block (call $a) (call $b) .. (call $z))
//
// becomes, if there are many of them,
//
//   (block (block (call $a) ..) .. (block .. (call $z)))
//

#ifndef wasm_fibers_passes_frames_LongBlocks_h
#define wasm_fibers_passes_frames_LongBlocks_h

#include "frames/Activation.h"
#include "wasm.h"

namespace wasm::fibers {

// Splits blocks of the function that `activation` is of. Returns whether there
// were any; an activation knows nothing of the blocks that are added.
bool splitLongBlocks(Function* func,
                     const Activation& activation,
                     Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_LongBlocks_h
