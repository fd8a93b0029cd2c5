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
// Looks at where each longjmp goes before it is thrown:
//
//   (throw $__c_longjmp (local.get $arguments))
//
// becomes
//
//   (throw $__c_longjmp (call $check_long_jump (local.get $arguments)))
//
// which ends the program if the function that has called setjmp is on a fiber
// that doesn't run (runtime/jumps.wat). Thrown, it would leave all that
// runs, and nobody would catch it.
//

#ifndef wasm_fibers_passes_LongJumpChecks_h
#define wasm_fibers_passes_LongJumpChecks_h

#include "analysis/Program.h"
#include "pass.h"

namespace wasm::fibers {

class Runtime;
struct Plan;

// Adds the checks if the plan says so.
void checkLongJumps(PassRunner* runner,
                    const Program& program,
                    const Plan& plan,
                    Runtime& runtime);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_LongJumpChecks_h
