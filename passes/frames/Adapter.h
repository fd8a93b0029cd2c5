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
// Makes an ordinary function an adapter around its call form, so that its code
// isn't there twice. It runs outside any form then, as ever, so that a yield is
// the error that it is there, and no form is taken off the stack:
//
//   (func $f (param $x i32) (result i32)
//     (local $current i32)
//     (local $result i32)
//     (local.set $current (call $leave_forms))
//     (local.set $result (call $f.call_form (local.get $x)))
//     (global.set $current (local.get $current))
//     (local.get $result))
//
// Where code of the program is run when an exception passes, which is so beside
// fibers of the native tier, too, one that leaves the call goes on when
// $current and $stack_left are what they were.
//

#ifndef wasm_fibers_passes_frames_Adapter_h
#define wasm_fibers_passes_frames_Adapter_h

#include <memory>

#include "wasm.h"

namespace wasm::fibers {

// What adapters refer to in the runtime.
struct AdapterNames {
  Name leaveForms;
  Name current;
  // Set if forms count what they take of the engine's stack.
  Name stackLeft;
  // Whether exceptions are caught.
  bool catches = false;
};

// A function with the code of another, which has none until it becomes an
// adapter. As in a copy, DWARF knows nothing of it.
std::unique_ptr<Function> takeCode(Function* func, Module& module, Name name);

void makeAdapter(Function* func,
                 Name callForm,
                 const AdapterNames& names,
                 Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Adapter_h
