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
// Finds calls that are the last thing that a function does:
//
//   (func $f (param $x i32)
//     (if (local.get $x)
//       (then (call $g (local.get $x)))
//       (else
//         (call $h)
//         (return))))
//
// When they return, there is nothing that $f would have to be resumed for, so
// it needs no frame, and no test of whether they have unwound.
//

#ifndef wasm_fibers_passes_frames_LastCalls_h
#define wasm_fibers_passes_frames_LastCalls_h

#include <unordered_map>
#include <unordered_set>

#include "analysis/MayYield.h"
#include "wasm.h"

namespace wasm::fibers {

// The calls by the statements that they are the whole of.
using LastCalls = std::unordered_map<Expression*, Expression*>;

// Finds those that may yield, but for direct ones of `yields`, the imports of
// fiber_yield. `func` is flat.
LastCalls findLastCalls(Function* func,
                        const MayYield& mayUnwind,
                        const std::unordered_set<Name>& yields);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_LastCalls_h
