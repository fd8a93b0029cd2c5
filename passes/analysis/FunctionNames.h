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
// Names of functions as users write them, `visit<int>`, beside what the linker
// puts into the name section for C++: `int visit<int>(int (*)(int), int)`.
//

#ifndef wasm_fibers_passes_analysis_FunctionNames_h
#define wasm_fibers_passes_analysis_FunctionNames_h

#include <string>
#include <string_view>
#include <vector>

namespace wasm::fibers {

// Splits at the commas, other than those in brackets, as of template arguments.
std::vector<std::string> splitAtCommas(std::string_view text);

// Whether `name` means the function that the module calls `full`. It has the
// namespaces and classes that the function is in, and stands for all overloads,
// and without template arguments for all instances. What is defined within the
// function, as a lambda, is another function.
bool isNameOf(std::string_view name, std::string_view full);

// The name, with namespaces and classes, of the function that the module calls
// `full`: without parameters, the type of its result, template arguments of its
// own, and the namespace that libc++ has in `std` for its version. Empty for a
// name that isn't understood.
std::string getQualifiedName(std::string_view full);

// What of such a name comes after the last namespace or class.
std::string_view getLastPart(std::string_view qualified);

// The name that a function has in its source: of functions that have the same
// name, Binaryen numbers all but one.
std::string_view withoutNumber(std::string_view name);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_FunctionNames_h
