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
// Finds tail calls, and makes them ordinary ones:
//
//   (return_call $f (local.get $x))
//
// becomes
//
//   (return (call $f (local.get $x)))
//
// unless they are in a try_table, which they leave.
//

#ifndef wasm_fibers_passes_TailCalls_h
#define wasm_fibers_passes_TailCalls_h

#include "wasm.h"

namespace wasm::fibers {

bool isTailCall(Expression* curr);

// Whether the code makes any.
bool hasTailCalls(Expression* code);

void removeTailCalls(Function* func, Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_TailCalls_h
