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
// Finds the functions that the user names: in an option, in a file of names, or
// in a section that a macro of fiber.h writes.
//

#ifndef wasm_fibers_passes_analysis_FunctionLists_h
#define wasm_fibers_passes_analysis_FunctionLists_h

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "wasm.h"

namespace wasm::fibers {

using FunctionSet = std::unordered_set<const Function*>;

// Calls `add` with each name that the value of an option has. That is the
// value, or @FILE, where Asyncify's lists are such files: a name a line, or
// several with commas between them. If `add` returns false, since the module
// has no `what` of the name, that is an error, but in a file, which may be for
// several builds, a warning.
void addNames(std::string_view option,
              const std::string& value,
              std::string_view what,
              const std::function<bool(const std::string& name)>& add);

// Adds to `funcs` the functions that the value of an option names, each as
// isNameOf() takes it, or by a pattern with `*` for any text.
void addListed(Module& module,
               std::string_view option,
               const std::string& value,
               FunctionSet& funcs);

// Takes a section out of the module that a macro has written, names with a zero
// after each, and adds the functions that it names. A name that no function has
// is a warning: nothing may call it, or the compiler has made it part of its
// callers.
void takeNamed(Module& module,
               std::string_view sectionName,
               std::string_view macro,
               FunctionSet& funcs);

// Adds all functions from which direct calls lead to one of `funcs`, through
// none of `except`.
void addCallers(const Module& module,
                const FunctionSet& except,
                FunctionSet& funcs);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_FunctionLists_h
