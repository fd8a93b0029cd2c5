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
// Where in the source code is that the pass makes of other code, as source maps
// tell. What replaces an expression is where that was:
//
//   ;;@ file.c:7:3                    ;;@ file.c:7:3
//   (call $f)                   =>    (call $f.call_form)
//                                     ;;@ file.c:7:3
//                                     (if (global.get $unwinding) ..)
//

#ifndef wasm_fibers_passes_DebugLocations_h
#define wasm_fibers_passes_DebugLocations_h

#include <optional>

#include "wasm.h"

namespace wasm::fibers {

using Location = std::optional<Function::DebugLocation>;

// None if it isn't known.
Location getLocation(const Function* func, Expression* curr);

// Gives an expression the location that another one has, in another function
// perhaps, unless it has one.
void copyLocation(const Function* from,
                  Expression* original,
                  Function* to,
                  Expression* copy);

// Gives all expressions in some code a location that have none.
void fillLocations(Function* func, Expression* code, const Location& location);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_DebugLocations_h
