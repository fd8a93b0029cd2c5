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
// Adds a table of functions that nothing changes.
//

#ifndef wasm_fibers_passes_FunctionTable_h
#define wasm_fibers_passes_FunctionTable_h

#include <vector>

#include "wasm.h"

namespace wasm::fibers {

// Adds a table of that name, with functions by index, and nothing where there
// is no name.
void addFunctionTable(Module& module,
                      Name name,
                      const std::vector<Name>& funcs);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_FunctionTable_h
