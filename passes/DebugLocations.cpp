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

#include "DebugLocations.h"

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct Filler : public PostWalker<Filler, UnifiedExpressionVisitor<Filler>> {
  Function* func;
  const Location& location;

  Filler(Function* func, const Location& location)
    : func(func), location(location) {}

  void visitExpression(Expression* curr) {
    func->debugLocations.insert({curr, location});
  }
};

} // anonymous namespace

Location getLocation(const Function* func, Expression* curr) {
  auto it = func->debugLocations.find(curr);
  return it == func->debugLocations.end() ? Location() : it->second;
}

void copyLocation(const Function* from,
                  Expression* original,
                  Function* to,
                  Expression* copy) {
  auto it = from->debugLocations.find(original);
  if (it != from->debugLocations.end()) {
    // To insert may move what is found.
    auto location = it->second;
    to->debugLocations.insert({copy, location});
  }
}

void fillLocations(Function* func, Expression* code, const Location& location) {
  if (location) {
    Filler(func, location).walk(code);
  }
}

} // namespace wasm::fibers
