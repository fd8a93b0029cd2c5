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

#include "frames/Adapter.h"

#include "DebugLocations.h"
#include "RestoringCall.h"
#include "wasm-builder.h"

namespace wasm::fibers {

std::unique_ptr<Function> takeCode(Function* func, Module& module, Name name) {
  auto taken =
    Builder::makeFunction(name, func->type, std::move(func->vars), func->body);
  taken->hasExplicitName = func->hasExplicitName;
  taken->localNames = std::move(func->localNames);
  taken->localIndices = std::move(func->localIndices);
  taken->debugLocations = std::move(func->debugLocations);
  taken->prologLocation = func->prologLocation;
  taken->epilogLocation = func->epilogLocation;
  taken->codeAnnotations = std::move(func->codeAnnotations);
  taken->funcAnnotations = func->funcAnnotations;
  func->body = Builder(module).makeUnreachable();
  func->vars.clear();
  func->clearNames();
  func->clearDebugInfo();
  func->prologLocation = taken->prologLocation;
  return taken;
}

void makeAdapter(Function* func,
                 Name callForm,
                 const AdapterNames& names,
                 Module& module) {
  Builder builder(module);
  func->vars.clear();
  func->clearNames();
  auto location = func->prologLocation;
  func->clearDebugInfo();
  std::vector<Expression*> before;
  std::vector<std::pair<Name, Index>> saved;
  auto save = [&](Name global, Expression* value) {
    auto local = Builder::addVar(func, Type::i32);
    before.push_back(builder.makeLocalSet(local, value));
    saved.emplace_back(global, local);
  };
  save(names.current, builder.makeCall(names.leaveForms, {}, Type::i32));
  // Forms give back what they take of the stack by a return alone.
  if (names.catches && names.stackLeft.is()) {
    save(names.stackLeft, builder.makeGlobalGet(names.stackLeft, Type::i32));
  }
  auto restore = [&](std::vector<Expression*>& list) {
    for (auto& [global, local] : saved) {
      list.push_back(
        builder.makeGlobalSet(global, builder.makeLocalGet(local, Type::i32)));
    }
  };
  func->body =
    makeRestoringCall(func, callForm, before, restore, names.catches, module);
  func->prologLocation = location;
  fillLocations(func, func->body, location);
}

} // namespace wasm::fibers
