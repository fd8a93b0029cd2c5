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
// Finds functions that call what they are passed, as qsort does, where it is
// known what that is:
//
//   (func $sort (param $compare i32) ..
//     (call_indirect (type $compares) .. (local.get $compare)))
//   (func $f
//     (call $sort (i32.const 3))) ;; $by_name in the table
//
// If nobody else calls $sort, and $by_name can't yield, though other functions
// of the type may, that becomes
//
//   (func $sort (param $compare i32) ..
//     (call $fiber.call_passed .. (local.get $compare)))
//   (func $fiber.call_passed .. (param $index i32)
//     (call_indirect (type $compares) .. (local.get $index)))
//
// where the call graph is told what $fiber.call_passed may call. PassedValues.h
// says what is known.
//

#ifndef wasm_fibers_passes_prepare_PassedFunctions_h
#define wasm_fibers_passes_prepare_PassedFunctions_h

#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Changes such calls and adds to `callees`. Returns how many: if there are any,
// the call graph doesn't hold any more.
Narrowing narrowPassedFunctions(const Program& program,
                                const CallGraph& graph,
                                KnownCallees& callees);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_PassedFunctions_h
