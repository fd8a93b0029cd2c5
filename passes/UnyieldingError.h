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
// Ends the program when a function yields that never should, with an error that
// names it.
//

#ifndef wasm_fibers_passes_UnyieldingError_h
#define wasm_fibers_passes_UnyieldingError_h

#include <string>

#include "Plan.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Adds the function
//
//   (func $fiber.yield_in_unyielding (param $number i32)
//     ;; "fiber_yield: called in 'NAME', which ..", at 32
//     (call $write_error (i32.add (i32.const ..) (local.get $length)))
//     (unreachable))
//
// of that name. The number is that of a function in
// GuardedCalls::unyielding, or in UnlistedCalls::callers, which come after.
// `writeError` is the runtime's function of that name (runtime/fatal.wat), null
// in a program that can't write: there the trap alone tells.
void addUnyieldingError(const Program& program,
                        const Plan& plan,
                        Name name,
                        Name writeError);

// What writes one such text.
Expression* makeWriteError(const Program& program,
                           const std::string& text,
                           Name writeError);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_UnyieldingError_h
