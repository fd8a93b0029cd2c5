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

#include "prepare/LibraryCalls.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "analysis/FunctionNames.h"
#include "analysis/HostReferences.h"
#include "analysis/KnownCallbacks.h"
#include "ir/find_all.h"
#include "ir/names.h"
#include "ir/table-utils.h"
#include "support/utilities.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// The functions that a table always holds, by index; nothing if that isn't
// known.
std::vector<Name> getContents(Module& module, const Table* table) {
  auto infos = TableUtils::computeTableInfo(module);
  auto& info = infos.at(table->name);
  return info.mayBeModified() || !info.flatTable->valid || table->init
           ? std::vector<Name>()
           : info.flatTable->names;
}

// Makes the functions that call what a group may call, and replaces calls.
struct Replacer : public PostWalker<Replacer> {
  Module& module;
  Table* table;
  KnownCallees& callees;
  Narrowing narrowing;
  LibraryGroup group;
  std::vector<Function*> unyielding;
  // What ends the program; none yet.
  Name error;

  Replacer(Module& module, Table* table, KnownCallees& callees)
    : module(module), table(table), callees(callees) {}

  void visitCallIndirect(CallIndirect* curr) {
    if (curr->table != table->name || curr->isReturn ||
        curr->type == Type::unreachable) {
      return;
    }
    auto [it, inserted] = made[group].insert({curr->heapType, Name()});
    if (inserted) {
      it->second = make(curr->heapType);
    }
    if (!it->second.is()) {
      return;
    }
    std::vector<Expression*> operands(curr->operands.begin(),
                                      curr->operands.end());
    operands.push_back(curr->target);
    if (auto spared = unknown.find(it->second); spared != unknown.end()) {
      narrowing.calls++;
      narrowing.candidates += spared->second;
    }
    replaceCurrent(Builder(module).makeCall(it->second, operands, curr->type));
  }

private:
  // None if the calls are better left as they are.
  Name make(HeapType type) {
    if (!contents) {
      contents = getContents(module, table);
    }
    bool isTheLibrary = false;
    std::vector<Name> known;
    std::vector<Index> unknown;
    for (Index i = 0; i < contents->size(); i++) {
      auto* func = module.getFunctionOrNull((*contents)[i]);
      if (!func || !HeapType::isSubType(func->type.getHeapType(), type)) {
        continue;
      }
      if (isHostSlot(func)) {
        known.push_back(func->name);
      } else if (isCallback(func, group)) {
        isTheLibrary = isTheLibrary || isOwnCallback(func, group);
        known.push_back(func->name);
      } else {
        unknown.push_back(i);
      }
    }
    if (group == LibraryGroup::Handlers && !unknown.empty()) {
      auto* func = addFunction("fiber.call_handler", type, {});
      unyielding.push_back(func);
      return func->name;
    }
    if (!isTheLibrary || unknown.empty()) {
      return {};
    }
    auto* func = addFunction("fiber.call_back", type, unknown);
    callees[func->name] = std::move(known);
    this->unknown[func->name] = unknown.size();
    return func->name;
  }

  Function*
  addFunction(Name root, HeapType type, const std::vector<Index>& unknown) {
    Builder builder(module);
    auto sig = type.getSignature();
    std::vector<Type> params(sig.params.begin(), sig.params.end());
    auto index = Index(params.size());
    std::vector<Expression*> arguments;
    arguments.reserve(index);
    for (Index i = 0; i < index; i++) {
      arguments.push_back(builder.makeLocalGet(i, params[i]));
    }
    params.push_back(Type::i32);
    auto getIndex = [&] { return builder.makeLocalGet(index, Type::i32); };
    auto* body = builder.makeBlock();
    for (auto i : unknown) {
      body->list.push_back(builder.makeIf(
        builder.makeBinary(EqInt32, getIndex(), builder.makeConst(i)),
        builder.makeCall(getError(), {}, Type::none)));
    }
    body->list.push_back(
      builder.makeCallIndirect(table->name, getIndex(), arguments, type));
    body->finalize(sig.results);
    return module.addFunction(Builder::makeFunction(
      Names::getValidFunctionName(module, root),
      Type(Signature(Type(params), sig.results), NonNullable, Exact),
      {},
      body));
  }

  Name getError() {
    if (!error.is()) {
      Builder builder(module);
      error = Names::getValidFunctionName(module, "fiber.unknown_callback");
      module.addFunction(
        Builder::makeFunction(error,
                              Type(Signature(), NonNullable, Exact),
                              {},
                              builder.makeUnreachable()));
    }
    return error;
  }

  std::optional<std::vector<Name>> contents;
  std::map<LibraryGroup, std::unordered_map<HeapType, Name>> made;
  // How many functions each of those that call back doesn't call.
  std::unordered_map<Name, size_t> unknown;
};

} // anonymous namespace

LibraryCalls::LibraryCalls(Module& module, Table* table) {
  if (!table) {
    return;
  }
  Replacer replacer(module, table, callees);
  // A file of the program's may have a function of its own under a name of C.
  // Nothing tells which of the two is the library's.
  std::unordered_set<std::string_view> shared;
  for (auto& func : module.functions) {
    auto name = func->name.view();
    if (auto root = withoutNumber(name); root.size() < name.size()) {
      shared.insert(root);
    }
  }
  // Not those that this adds.
  auto count = module.functions.size();
  for (Index i = 0; i < count; i++) {
    auto* func = module.functions[i].get();
    if (func->imported()) {
      continue;
    }
    const auto* caller = getKnownCaller(func);
    if (caller && !(caller->group == LibraryGroup::Stdio &&
                    shared.contains(func->name.view()))) {
      replacer.group = caller->group;
      replacer.walk(func->body);
    }
  }
  unyielding = std::move(replacer.unyielding);
  error = replacer.error;
  narrowing = replacer.narrowing;
}

namespace {

struct PrintKnownCallbacks : public Pass {
  void run(Module* module) override {
    if (module->tables.empty()) {
      Fatal() << "print-known-callbacks: the module has no table";
    }
    std::set<const KnownFunction*> named;
    std::map<LibraryGroup, std::unordered_set<HeapType>> calls;
    for (auto& func : module->functions) {
      const auto* caller = getKnownCaller(func.get());
      if (!caller || func->imported()) {
        continue;
      }
      for (auto* call : FindAll<CallIndirect>(func->body).list) {
        named.insert(caller);
        calls[caller->group].insert(call->heapType);
      }
    }
    std::set<std::string> unknown;
    for (auto name : getContents(*module, module->tables.front().get())) {
      auto* func = module->getFunctionOrNull(name);
      for (auto& [group, types] : calls) {
        if (func && types.contains(func->type.getHeapType()) &&
            !isCallback(func, group)) {
          unknown.insert(std::string(getName(group)) + ' ' +
                         getQualifiedName(name.view()));
        }
      }
      for (const auto& known : getKnownCallbacks()) {
        if (func && isCallback(known, func)) {
          named.insert(&known);
        }
      }
    }
    for (const auto& line : unknown) {
      std::cout << "unknown: " << line << '\n';
    }
    printUnnamed(named, getKnownCallers());
    printUnnamed(named, getKnownCallbacks());
    for (auto name : getUnyielding()) {
      if (std::none_of(
            module->functions.begin(),
            module->functions.end(),
            [&](auto& func) { return isNameOf(name, func->name.view()); })) {
        std::cout << "no function: " << name << '\n';
      }
    }
  }

private:
  static void printUnnamed(const std::set<const KnownFunction*>& named,
                           std::span<const KnownFunction> all) {
    for (const auto& known : all) {
      if (!named.contains(&known)) {
        std::cout << "no function: " << getName(known.group) << ' '
                  << known.name << '\n';
      }
    }
  }
};

} // anonymous namespace

std::unique_ptr<Pass> createPrintKnownCallbacksPass() {
  return std::make_unique<PrintKnownCallbacks>();
}

} // namespace wasm::fibers
