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
// Clang computes what it needs late at times, past calls: then what it is
// computed from is kept across them, and is more than the result. A function
// that may yield saves and restores each value that it keeps. So values are
// computed as early as that leaves fewer to be kept:
//
//   (local.set $a (call $f))           (local.set $a (call $f))
//   (local.set $b (call $f))           (local.set $b (call $f))
//   (call $g)                     =>   (local.set $sum (i32.add ($a) ($b)))
//   (return (i32.add ($a) ($b)))       (call $g)
//                                      (return ($sum))
//

#ifndef wasm_fibers_passes_frames_EarlyValues_h
#define wasm_fibers_passes_frames_EarlyValues_h

#include <memory>

#include "pass.h"

namespace wasm::fibers {

// Makes the pass, for flat code.
std::unique_ptr<Pass> createComputeEarlyPass();

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_EarlyValues_h
