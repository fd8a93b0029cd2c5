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

#include "prepare/KnownCallbacks.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "analysis/FunctionNames.h"
#include "ir/find_all.h"
#include "ir/names.h"
#include "ir/table-utils.h"
#include "prepare/HostTable.h"
#include "support/utilities.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

enum class Group {
  Stdio,
  Handlers,
  Streams,
  SharedPointers,
  CallOnce,
  TypeInfo,
  Exceptions,
  Demangler
};

struct Known {
  Group group;
  std::string_view name;
};

constexpr Known Callers[] = {
#define CALLER(group, name) {Group::group, name},
#define CALLBACK(group, name)
#define UNYIELDING(name)
#include "prepare/KnownCallbacks.def"
};

constexpr Known Callbacks[] = {
#define CALLER(group, name)
#define CALLBACK(group, name) {Group::group, name},
#define UNYIELDING(name)
#include "prepare/KnownCallbacks.def"
};

constexpr std::string_view Unyielding[] = {
#define CALLER(group, name)
#define CALLBACK(group, name)
#define UNYIELDING(name) name,
#include "prepare/KnownCallbacks.def"
};

// Whether `known`, which may end with a star, names `name`.
bool isNamed(std::string_view known, std::string_view name) {
  if (known.ends_with('*')) {
    known.remove_suffix(1);
    return name.starts_with(known);
  }
  return name == known;
}

// Null for a function that isn't known as a caller.
const Known* getCaller(const Function* func) {
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
  return caller->group == Group::Stdio && name != full ? nullptr : caller;
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

bool isCallback(const Known& known, const Function* func) {
  auto name = getQualifiedName(withoutNumber(func->name.view()));
  return isNamed(known.name, name) || isNamed(known.name, getLastPart(name));
}

// Whether the library itself has the function, to be called by those of a
// group.
bool isOwnCallback(Function* func, Group group) {
  return std::any_of(
    std::begin(Callbacks), std::end(Callbacks), [&](auto& known) {
      return known.group == group && isCallback(known, func);
    });
}

bool isCallback(Function* func, Group group) {
  return isOwnCallback(func, group) || callsNothing(func);
}

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
  Group group;
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
      if (HostTable::isHostSlot(func)) {
        known.push_back(func->name);
      } else if (isCallback(func, group)) {
        isTheLibrary = isTheLibrary || isOwnCallback(func, group);
        known.push_back(func->name);
      } else {
        unknown.push_back(i);
      }
    }
    if (group == Group::Handlers && !unknown.empty()) {
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
  std::map<Group, std::unordered_map<HeapType, Name>> made;
  // How many functions each of those that call back doesn't call.
  std::unordered_map<Name, size_t> unknown;
};

} // anonymous namespace

bool KnownCallbacks::neverYields(const Function* func) {
  return std::any_of(
    std::begin(Unyielding), std::end(Unyielding), [&](auto known) {
      return isNameOf(known, func->name.view());
    });
}

KnownCallbacks::KnownCallbacks(Module& module, Table* table) {
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
    const auto* caller = getCaller(func);
    if (caller && !(caller->group == Group::Stdio &&
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
    std::set<const Known*> named;
    std::map<Group, std::unordered_set<HeapType>> calls;
    for (auto& func : module->functions) {
      const auto* caller = getCaller(func.get());
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
      for (auto& known : Callbacks) {
        if (func && isCallback(known, func)) {
          named.insert(&known);
        }
      }
    }
    for (const auto& line : unknown) {
      std::cout << "unknown: " << line << '\n';
    }
    printUnnamed(named, Callers);
    printUnnamed(named, Callbacks);
    for (auto name : Unyielding) {
      if (std::none_of(
            module->functions.begin(),
            module->functions.end(),
            [&](auto& func) { return isNameOf(name, func->name.view()); })) {
        std::cout << "no function: " << name << '\n';
      }
    }
  }

private:
  template<typename Array>
  static void printUnnamed(const std::set<const Known*>& named,
                           const Array& all) {
    for (auto& known : all) {
      if (!named.contains(&known)) {
        std::cout << "no function: " << getName(known.group) << ' '
                  << known.name << '\n';
      }
    }
  }

  static std::string_view getName(Group group) {
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
};

} // anonymous namespace

std::unique_ptr<Pass> createPrintKnownCallbacksPass() {
  return std::make_unique<PrintKnownCallbacks>();
}

} // namespace wasm::fibers
