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

#include "HandedValues.h"

#include <algorithm>

#include "ir/literal-utils.h"
#include "ir/names.h"
#include "support/string.h"
#include "wasm-builder.h"

namespace wasm::fibers {

bool HandedValues::canHold(Type types) {
  return std::all_of(types.begin(), types.end(), [](Type type) {
    if (!type.isRef()) {
      return type != Type::v128;
    }
    // JavaScript has neither exceptions nor continuations by reference. Types
    // that the module defines have no names that it could read.
    auto heapType = type.getHeapType();
    auto top = heapType.getTop();
    return heapType.isBasic() &&
           (top == HeapType::ext || top == HeapType::func ||
            top == HeapType::any);
  });
}

// A global begins as null if it is for references.
Type HandedValues::getHeld(Type types) {
  std::vector<Type> held;
  held.reserve(types.size());
  for (auto type : types) {
    held.push_back(type.isRef() ? type.with(Nullable) : type);
  }
  return Type(held);
}

Expression* HandedValues::put(Function* func, Expression* value) {
  if (!value->type.isTuple()) {
    return makePut(0, value);
  }
  Builder builder(module);
  auto types = value->type;
  auto tuple = Builder::addVar(func, types);
  std::vector<Expression*> list{builder.makeLocalSet(tuple, value)};
  for (Index i = 0; i < types.size(); i++) {
    list.push_back(makePut(
      i, builder.makeTupleExtract(builder.makeLocalGet(tuple, types), i)));
  }
  return builder.makeBlock(list);
}

std::vector<Expression*> HandedValues::putParams(Function* func, Index first) {
  Builder builder(module);
  std::vector<Expression*> list;
  for (Index i = first; i < func->getNumParams(); i++) {
    list.push_back(
      makePut(i - first, builder.makeLocalGet(i, func->getLocalType(i))));
  }
  return list;
}

std::vector<Expression*> HandedValues::take(Type types) {
  std::vector<Expression*> list;
  list.reserve(types.size());
  for (Index i = 0; i < types.size(); i++) {
    list.push_back(makeTake(i, types[i]));
  }
  return list;
}

Expression* HandedValues::takeAll(Type types) {
  Builder builder(module);
  if (types == Type::none) {
    return builder.makeNop();
  }
  if (types.hasRef()) {
    return builder.makeCall(getTaker(types), {}, types);
  }
  auto list = take(types);
  return list.size() == 1 ? list[0] : builder.makeTupleMake(std::move(list));
}

std::vector<Expression*> HandedValues::clear() {
  Builder builder(module);
  std::vector<Expression*> list;
  for (auto& [_, name] : globals) {
    auto type = module.getGlobal(name)->type;
    if (type.isRef()) {
      list.push_back(
        builder.makeGlobalSet(name, LiteralUtils::makeZero(type, module)));
    }
  }
  return list;
}

Name HandedValues::getGlobal(Index index, Type type) {
  type = getHeld(type);
  auto root =
    "fiber." + direction + '.' + std::to_string(index) + '.' + type.toString();
  auto& name = globals[root];
  if (!name.is()) {
    name = Names::getValidGlobalName(module, root);
    addVariable(module, name, type);
  }
  return name;
}

Expression* HandedValues::makePut(Index index, Expression* value) {
  return Builder(module).makeGlobalSet(getGlobal(index, value->type), value);
}

Expression* HandedValues::makeTake(Index index, Type type) {
  Builder builder(module);
  auto held = getHeld(type);
  Expression* get = builder.makeGlobalGet(getGlobal(index, type), held);
  return held == type ? get : builder.makeRefAs(RefAsNonNull, get);
}

// A function that takes references, and clears the globals. It has locals for
// them, which a function that yields can't have.
Name HandedValues::getTaker(Type types) {
  auto& name = takers[types];
  if (name.is()) {
    return name;
  }
  name = Names::getValidFunctionName(module, "fiber.take_" + direction);
  auto* func = module.addFunction(
    Builder::makeFunction(name, Signature(Type::none, types), {}));
  Builder builder(module);
  std::vector<Expression*> list;
  std::vector<Expression*> results;
  for (Index i = 0; i < types.size(); i++) {
    auto local = Builder::addVar(func, getHeld(types[i]));
    auto* get =
      builder.makeGlobalGet(getGlobal(i, types[i]), getHeld(types[i]));
    list.push_back(builder.makeLocalSet(local, get));
    Expression* result = builder.makeLocalGet(local, getHeld(types[i]));
    if (types[i].isNonNullable()) {
      result = builder.makeRefAs(RefAsNonNull, result);
    }
    results.push_back(result);
  }
  auto clears = clear();
  list.insert(list.end(), clears.begin(), clears.end());
  list.push_back(results.size() == 1
                   ? results[0]
                   : builder.makeTupleMake(std::move(results)));
  func->body = builder.makeBlock(list);
  return name;
}

void addVariable(Module& module, Name name, Type type) {
  auto global = Builder::makeGlobal(
    name, type, LiteralUtils::makeZero(type, module), Builder::Mutable);
  // So it isn't taken for a stack pointer whose name was stripped.
  global->hasExplicitName = true;
  module.addGlobal(std::move(global));
}

std::string getTypesName(Type types) {
  std::vector<std::string> names;
  names.reserve(types.size());
  for (auto type : HandedValues::getHeld(types)) {
    if (type.isRef() && !type.getHeapType().isBasic()) {
      type = Type(type.getHeapType().getTop(), Nullable);
    }
    names.push_back(type.toString());
  }
  return String::join(names, ",");
}

} // namespace wasm::fibers
