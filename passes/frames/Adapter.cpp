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

#include "wasm-builder.h"

namespace wasm::fibers {

void makeAdapter(Function* func,
                 Name callForm,
                 const AdapterNames& names,
                 Module& module) {
  Builder builder(module);
  func->vars.clear();
  func->clearNames();
  func->clearDebugInfo();
  std::vector<Expression*> list;
  std::vector<std::pair<Name, Index>> saved;
  auto save = [&](Name global, Expression* value) {
    auto local = Builder::addVar(func, Type::i32);
    list.push_back(builder.makeLocalSet(local, value));
    saved.emplace_back(global, local);
  };
  auto restore = [&](std::vector<Expression*>& to) {
    for (auto& [global, local] : saved) {
      to.push_back(
        builder.makeGlobalSet(global, builder.makeLocalGet(local, Type::i32)));
    }
  };
  save(names.current, builder.makeCall(names.leaveForms, {}, Type::i32));

  std::vector<Expression*> operands;
  operands.reserve(func->getNumParams());
  for (Index i = 0; i < func->getNumParams(); i++) {
    operands.push_back(builder.makeLocalGet(i, func->getLocalType(i)));
  }
  auto results = func->getResults();
  Expression* call = builder.makeCall(callForm, operands, results);
  Expression* result = nullptr;
  if (results.isConcrete()) {
    auto local = Builder::addVar(func, results);
    call = builder.makeLocalSet(local, call);
    result = builder.makeLocalGet(local, results);
  }
  if (!names.catches) {
    list.push_back(call);
    restore(list);
    if (result) {
      list.push_back(result);
    }
    func->body = builder.makeBlock(list, results);
    return;
  }
  // Forms give back what they take of the stack by a return alone.
  if (names.stackLeft.is()) {
    save(names.stackLeft, builder.makeGlobalGet(names.stackLeft, Type::i32));
  }
  Type exnref(HeapType::exn, Nullable);
  auto exception = Builder::addVar(func, exnref);
  std::vector<Expression*> returned{
    builder.makeTryTable(call, {Name()}, {"caught"}, {true})};
  restore(returned);
  returned.push_back(builder.makeReturn(result));
  list.push_back(builder.makeLocalSet(
    exception, builder.makeBlock("caught", returned, exnref)));
  restore(list);
  list.push_back(builder.makeThrowRef(builder.makeLocalGet(exception, exnref)));
  func->body = builder.makeBlock(list, results);
}

} // namespace wasm::fibers
