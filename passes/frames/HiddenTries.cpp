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

#include "frames/HiddenTries.h"

#include "ir/find_all.h"
#include "ir/manipulation.h"
#include "ir/type-updating.h"
#include "ir/utils.h"
#include "wasm-builder.h"

namespace wasm::fibers {

HiddenTries::HiddenTries(Function* func, Module& module)
  : func(func), module(module), labels(func) {
  // Inner ones come first.
  for (auto** curr : FindAllPointers<TryTable>(func->body).list) {
    *curr = makeLoop((*curr)->cast<TryTable>());
  }
  // A label that a reference is sent to gets a nullable one now.
  ReFinalize().walkFunctionInModule(func, &module);
}

Expression* HiddenTries::makeLoop(TryTable* curr) {
  Builder builder(module);
  std::vector<Catch> catches;
  std::vector<Expression*> list;
  for (Index i = 0; i < curr->catchTags.size(); i++) {
    Catch caught{curr->catchTags[i],
                 curr->catchRefs[i],
                 curr->sentTypes[i],
                 0,
                 curr->catchDests[i],
                 nullptr};
    if (caught.sent.isConcrete()) {
      caught.local = Builder::addVar(
        func, TypeUpdating::getValidLocalType(caught.sent, module.features));
      caught.label = labels.make("caught");
    }
    caught.branch =
      builder.makeBreak(caught.label, nullptr, builder.makeConst(uint32_t(0)));
    catches.push_back(caught);
    list.push_back(caught.branch);
  }
  list.push_back(curr->body);
  auto type = curr->type;
  auto* loop =
    builder.makeLoop(labels.make("try"), builder.makeBlock(list, type), type);
  auto done = labels.make("done");
  list = {loop};
  if (type.isConcrete()) {
    list = {builder.makeBreak(done, loop)};
  } else if (type == Type::none) {
    list.push_back(builder.makeBreak(done));
  }
  for (Index i = 0; i < catches.size(); i++) {
    auto& caught = catches[i];
    if (caught.sent.isConcrete()) {
      auto* value =
        builder.makeLocalGet(caught.local, func->getLocalType(caught.local));
      list = {builder.makeBlock(caught.label, list, Type::none),
              builder.makeBreak(curr->catchDests[i], value)};
    }
  }
  hidden[loop] = std::move(catches);
  return builder.makeBlock(done, list, type);
}

void HiddenTries::restore() {
  for (auto** curr : FindAllPointers<Loop>(func->body).list) {
    auto* loop = (*curr)->cast<Loop>();
    if (auto it = hidden.find(loop); it != hidden.end()) {
      *curr = makeTry(loop, it->second);
    }
  }
}

Expression* HiddenTries::makeTry(Loop* loop,
                                 const std::vector<Catch>& catches) {
  Builder builder(module);
  std::vector<Name> tags;
  std::vector<Name> dests;
  std::vector<bool> refs;
  for (const auto& caught : catches) {
    ExpressionManipulator::nop(caught.branch);
    tags.push_back(caught.tag);
    refs.push_back(caught.isRef);
    dests.push_back(caught.sent.isConcrete() ? labels.make("value")
                                             : caught.label);
  }
  auto end = labels.make("end");
  std::vector<Expression*> list{
    builder.makeTryTable(loop->body, tags, dests, refs)};
  auto next = end;
  for (Index i = 0; i < catches.size(); i++) {
    auto& caught = catches[i];
    if (caught.sent.isConcrete()) {
      list.push_back(builder.makeBreak(next));
      next = caught.label;
      auto* value = builder.makeBlock(dests[i], list, caught.sent);
      list = {builder.makeLocalSet(caught.local, value)};
    }
  }
  if (next == end) {
    return list[0];
  }
  list.push_back(builder.makeBreak(next));
  return builder.makeBlock(end, list, Type::none);
}

} // namespace wasm::fibers
