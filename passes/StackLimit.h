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
// Detects overflow of a fiber's region. Where a function moves the shadow
// stack pointer down,
//
//   (global.set $__stack_pointer
//     (local.tee $frame
//       (i32.sub (global.get $__stack_pointer) (i32.const 64))))
//
// becomes
//
//   (global.set $__stack_pointer ..)
//   (if
//     (i32.lt_u (global.get $__stack_pointer) (global.get $stack_limit))
//     (then (call $stack_overflow)))
//
// and an alloca that leaves the pointer alone (see StackFrame.h) is checked
// alike. The limit is the running fiber's, and 0 outside any fiber.
//

#ifndef wasm_fibers_passes_StackLimit_h
#define wasm_fibers_passes_StackLimit_h

#include "analysis/CallGraph.h"
#include "analysis/Program.h"
#include "pass.h"

namespace wasm::fibers {

class Runtime;
struct Plan;

// Adds the check to the functions that the plan says, if there are any.
void enforceStackLimit(PassRunner* runner,
                       const Program& program,
                       const CallGraph& graph,
                       const Plan& plan,
                       Runtime& runtime);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_StackLimit_h
