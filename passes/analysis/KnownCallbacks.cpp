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

#include "analysis/KnownCallbacks.h"

#include <algorithm>

#include "analysis/FunctionNames.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

constexpr KnownFunction Callers[] = {
#define CALLER(group, name) {LibraryGroup::group, name},
#define CALLBACK(group, name)
#define UNYIELDING(name)
#include "analysis/KnownCallbacks.def"
};

constexpr KnownFunction Callbacks[] = {
#define CALLER(group, name)
#define CALLBACK(group, name) {LibraryGroup::group, name},
#define UNYIELDING(name)
#include "analysis/KnownCallbacks.def"
};

constexpr std::string_view Unyielding[] = {
#define CALLER(group, name)
#define CALLBACK(group, name)
#define UNYIELDING(name) name,
#include "analysis/KnownCallbacks.def"
};

// Whether `known`, which may end with a star, names `name`.
bool isNamed(std::string_view known, std::string_view name) {
  if (known.ends_with('*')) {
    known.remove_suffix(1);
    return name.starts_with(known);
  }
  return name == known;
}

bool callsNothing(Function* func) {
  struct CallFinder : public PostWalker<CallFinder> {
    bool found = false;
    void visitCall(Call* curr) { found = true; }
    void visitCallIndirect(CallIndirect* curr) { found = true; }
    void visitCallRef(CallRef* curr) { found = true; }
  } finder;
  if (func->imported()) {
    return false;
  }
  finder.walk(func->body);
  return !finder.found;
}

} // anonymous namespace

std::string_view getName(LibraryGroup group) {
  constexpr std::string_view Names[] = {"Stdio",
                                        "Handlers",
                                        "Streams",
                                        "SharedPointers",
                                        "CallOnce",
                                        "TypeInfo",
                                        "Exceptions",
                                        "Demangler"};
  return Names[size_t(group)];
}

std::span<const KnownFunction> getKnownCallers() { return Callers; }

std::span<const KnownFunction> getKnownCallbacks() { return Callbacks; }

std::span<const std::string_view> getUnyielding() { return Unyielding; }

const KnownFunction* getKnownCaller(const Function* func) {
  auto full = func->name.view();
  auto name = getQualifiedName(full);
  // One that a manipulator is given to calls any.
  if (full.find("(*)") != std::string_view::npos &&
      getLastPart(name).starts_with("operator")) {
    return nullptr;
  }
  const auto* caller =
    std::find_if(std::begin(Callers), std::end(Callers), [&](auto& known) {
      return isNamed(known.name, name);
    });
  if (caller == std::end(Callers)) {
    return nullptr;
  }
  // A C++ program may overload what is of C: its own has parameters.
  return caller->group == LibraryGroup::Stdio && name != full ? nullptr
                                                              : caller;
}

bool isCallback(const KnownFunction& known, const Function* func) {
  auto name = getQualifiedName(withoutNumber(func->name.view()));
  return isNamed(known.name, name) || isNamed(known.name, getLastPart(name));
}

bool isOwnCallback(Function* func, LibraryGroup group) {
  return std::any_of(
    std::begin(Callbacks), std::end(Callbacks), [&](auto& known) {
      return known.group == group && isCallback(known, func);
    });
}

bool isCallback(Function* func, LibraryGroup group) {
  return isOwnCallback(func, group) || callsNothing(func);
}

bool neverYields(const Function* func) {
  return std::any_of(
    std::begin(Unyielding), std::end(Unyielding), [&](auto known) {
      return isNameOf(known, func->name.view());
    });
}

} // namespace wasm::fibers
