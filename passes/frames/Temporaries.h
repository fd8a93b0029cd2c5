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
// Flattening gives each value a local of its own. To coalesce locals takes a
// time that grows with the square of their number, so where they are very many,
// those that are only used in one block share locals before:
//
//   (local.set $a (call $f))                (local.set $a (call $f))
//   (local.set $b (call $g ($a)))    =>     (local.set $a (call $g ($a)))
//   (call $h ($b))                          (call $h ($a))
//

#ifndef wasm_fibers_passes_frames_Temporaries_h
#define wasm_fibers_passes_frames_Temporaries_h

#include <memory>

#include "pass.h"

namespace wasm::fibers {

// Makes the pass, for flat code. It leaves functions with fewer locals than
// `least` as they are.
std::unique_ptr<Pass> createShareTemporariesPass(Index least);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Temporaries_h
