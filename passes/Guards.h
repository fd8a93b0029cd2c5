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
// Guards stand around calls that leave the fiber, or its stack, and come back.
// Each such call becomes the call of a function that first puts in place what
// the callee may rely on. A function of the host,
//
//   (call $import ..)
//
// is called as from outside any fiber, on the stack that the outermost resumer
// has left:
//
//   (func $fiber.host_call.import
//     (local.set $current (global.get $current))
//     (local.set $stack_pointer (global.get $__stack_pointer))
//     ..
//     (global.set $current (i32.const 0))
//     (global.set $__stack_pointer (global.get $outer_stack_pointer))
//     ..
//     (call $import ..)
//     (global.set $current (local.get $current))
//     (global.set $__stack_pointer (local.get $stack_pointer))
//     ..)
//
// So a yield in what the host calls back is an error, as outside any fiber:
// nobody can suspend the host's frame in between. If the host throws an
// exception, no code of a module without exception handling notices; everything
// is as outside any fiber already (runtime/host.wat).
//
// Where the program may call the host in a way that isn't seen, through a table
// that the host can change, what the host can call back is guarded instead: the
// exported functions.
//
// A function that is said never to yield is called with a mark on $current and
// a number that tells which it is. One that is said to be on the resumer's
// stack (FIBER_ON_RESUMERS_STACK, stack:split) is called there, on the same
// fiber.
//

#ifndef wasm_fibers_passes_Guards_h
#define wasm_fibers_passes_Guards_h

#include <unordered_map>

#include "analysis/Program.h"
#include "pass.h"

namespace wasm::fibers {

class Runtime;
struct Plan;

// The names of guards, by those of the functions that they call.
struct Guards {
  std::unordered_map<Name, Name> all;
  // Those for forms alone.
  std::unordered_map<Name, Name> inForms;

  // The function's guard, or itself if it has none.
  Name get(Name func) const;
  // The same, in a form.
  Name getInForm(Name func) const;
};

// Makes the guards, and has the program call them. What calls a guarded
// function from now on has to call its guard.
Guards addGuards(PassRunner* runner,
                 const Program& program,
                 const Plan& plan,
                 Runtime& runtime);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Guards_h
