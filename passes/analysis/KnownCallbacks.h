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
// What the pass knows of the C and C++ libraries, whose functions it tells by
// name: whom they call through pointers, and which never yield. The data are in
// KnownCallbacks.def.
//

#ifndef wasm_fibers_passes_analysis_KnownCallbacks_h
#define wasm_fibers_passes_analysis_KnownCallbacks_h

#include <span>
#include <string_view>

#include "wasm.h"

namespace wasm::fibers {

// Functions that call each other.
enum class LibraryGroup {
  Stdio,
  Handlers,
  Streams,
  SharedPointers,
  CallOnce,
  TypeInfo,
  Exceptions,
  Demangler
};

std::string_view getName(LibraryGroup group);

struct KnownFunction {
  LibraryGroup group;
  std::string_view name;
};

// All there are: those that call through pointers, those that they call, and
// those that call through pointers and never yield.
std::span<const KnownFunction> getKnownCallers();
std::span<const KnownFunction> getKnownCallbacks();
std::span<const std::string_view> getUnyielding();

// Null for a function that isn't known as a caller.
const KnownFunction* getKnownCaller(const Function* func);

bool isCallback(const KnownFunction& known, const Function* func);

// Whether those of a group may call the function; and whether the library
// itself has it, to be called by them.
bool isCallback(Function* func, LibraryGroup group);
bool isOwnCallback(Function* func, LibraryGroup group);

// Whether the library's function, which calls through pointers, never yields.
bool neverYields(const Function* func);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_KnownCallbacks_h
