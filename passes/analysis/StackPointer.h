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
// Finds clang's shadow stack pointer, which is a global of the module.
//
// It has the name __stack_pointer, or is imported or exported as that, or
// Emscripten's functions that are exported for the host tell which it is. In a
// module without names, its use does: functions take frames below it, whose
// sizes are multiples of 16, and give them back before they return.
//
//   (global.set $pointer
//     (local.tee $frame
//       (i32.sub (global.get $pointer) (i32.const 48))))
//   ..
//   (global.set $pointer
//     (i32.add (local.get $frame) (i32.const 48)))
//

#ifndef wasm_fibers_passes_analysis_StackPointer_h
#define wasm_fibers_passes_analysis_StackPointer_h

#include <optional>
#include <string>

#include "wasm.h"

namespace wasm::fibers {

// The global, or null if the program uses no shadow stack. Ends with a fatal
// error if that can't be told, and if functions take frames from another
// global, too. `said` is what the option stack-pointer says: the index of a
// global, the name of one or of its export, or "none".
Global* findStackPointer(Module& module,
                         const std::optional<std::string>& said);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_StackPointer_h
