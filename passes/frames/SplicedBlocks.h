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
// Puts what is in a block without a label in the block around it:
//
//   (block (call $a) (block (call $b) (call $c)))
//
// becomes
//
//   (block (call $a) (call $b) (call $c))
//
// Binaryen's merge-blocks does that, and more, but each time for the whole of
// the outer block, which takes quadratic time where it has very many, or where
// they nest as deep as a large switch has them.
//

#ifndef wasm_fibers_passes_frames_SplicedBlocks_h
#define wasm_fibers_passes_frames_SplicedBlocks_h

#include <memory>

#include "pass.h"

namespace wasm::fibers {

std::unique_ptr<Pass> createSpliceBlocksPass();

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_SplicedBlocks_h
