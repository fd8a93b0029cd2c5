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
// Finds functions of the C and C++ libraries in a linked module.
//

#ifndef wasm_fibers_passes_analysis_Symbols_h
#define wasm_fibers_passes_analysis_Symbols_h

#include <string>

#include "wasm.h"

namespace wasm::fibers {

// What is exported by a name and has the type, null when there is none. Of a
// stripped module, exports are all that tells.
Function* findExported(Module& module, Name name, Type params, Type results);

// The function that has a name, or is imported by it, and has the type; null
// when there is none. A symbol with an alias may have the name of that. If
// several functions have it, as files may have their own, nothing tells which
// is meant.
Function* findNamed(Module& module, Name name, Type params, Type results);

// Either, the first if there are both.
Function* findSymbol(Module& module, Name symbol, Type params, Type results);

// The function that an option names: by its export, else by its name, which in
// a module without names is its index. Another type, or none, is a fatal error.
Function* getNamedByOption(Module& module,
                           const std::string& option,
                           const std::string& name,
                           Type params,
                           Type results);

// Exports cabi_realloc itself, if a command's is wrapped. A component's host
// calls it in the midst of a call of the program's, where to construct and
// destroy what the program has is not to be thought of.
void unwrapRealloc(Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_Symbols_h
