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

#include "asyncify/AsyncifyLowering.h"

#include "TailCalls.h"
#include "asyncify/Names.h"
#include "asyncify/Support.h"
#include "ir/names.h"
#include "passes/pass-utils.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// Asyncify decides by itself which functions to change: those from which direct
// calls lead to an import that it is told of. So, while it runs, only the
// functions that may yield are shown to it as they are. All others are imports:
// from a module of this name, and by one of two names.
const Name HIDDEN("fiber.hidden");
const Name MAY_YIELD("may_yield");
const Name CANNOT_YIELD("cannot_yield");

bool hasAsyncifyItems(const Module& module) {
  return module.getGlobalOrNull(ASYNCIFY_STATE) ||
         module.getGlobalOrNull(ASYNCIFY_DATA) ||
         std::any_of(std::begin(ASYNCIFY_FUNCTIONS),
                     std::end(ASYNCIFY_FUNCTIONS),
                     [&](Name name) {
                       return module.getFunctionOrNull(name) ||
                              module.getExportOrNull(name);
                     });
}

// What fibers of the tier don't run. If the tier was asked for, it is for
// functions that no entry calls, too.
std::vector<bool> getElsewhere(const CallGraph& graph,
                               const Choice& choice,
                               const Options& options) {
  if (options.tier == Tier::Asyncify) {
    return {};
  }
  auto elsewhere = graph.getReachable(choice.fallbackNodes);
  elsewhere.flip();
  return elsewhere;
}

} // anonymous namespace

// Makes the calls in a function ones that Asyncify understands. To it, all
// indirect calls are the same; so each becomes the call of an import that may
// or can't yield.
struct AsyncifyLowering::CallHider : public PostWalker<CallHider> {
  AsyncifyLowering& lowering;
  const MayYield& mayYield;

  CallHider(AsyncifyLowering& lowering, const MayYield& mayYield)
    : lowering(lowering), mayYield(mayYield) {}

  void visitCallIndirect(CallIndirect* curr) {
    auto results = curr->heapType.getSignature().results;
    std::vector<Expression*> operands(curr->operands.begin(),
                                      curr->operands.end());
    operands.push_back(curr->target);
    auto target = lowering.getPlaceholder(
      curr->table, curr->heapType, mayYield.mayYield(curr));
    replaceCurrent(Builder(*getModule()).makeCall(target, operands, results));
  }
};

// Makes the calls of placeholders indirect again.
struct AsyncifyLowering::CallShower : public PostWalker<CallShower> {
  AsyncifyLowering& lowering;

  CallShower(AsyncifyLowering& lowering) : lowering(lowering) {}

  void visitCall(Call* curr) {
    auto it = lowering.placeholders.find(curr->target);
    if (it == lowering.placeholders.end()) {
      return;
    }
    auto& [table, type] = it->second;
    std::vector<Expression*> operands(curr->operands.begin(),
                                      curr->operands.end());
    auto* target = operands.back();
    operands.pop_back();
    replaceCurrent(
      Builder(*getModule()).makeCallIndirect(table, target, operands, type));
  }
};

AsyncifyLowering::AsyncifyLowering(const Program& program,
                                   const CallGraph& graph,
                                   const Choice& choice,
                                   const Plan& plan,
                                   const Options& options)
  : program(program), module(program.module),
    mayYield(program,
             graph,
             std::set{Intrinsic::Yield},
             getElsewhere(graph, choice, options)),
    knownEntries(plan.knownFallback) {}

void AsyncifyLowering::analyze() {
  checkAsyncifySupport(program, mayYield);
  if (hasAsyncifyItems(module)) {
    Fatal() << "--lower-fibers: the module has been through Asyncify, which it "
               "can't be twice; lower it first, or use tier:native, and not "
               "stack-switching:no";
  }
  for (auto& func : module.functions) {
    if (!func->imported() && mayYield.mayYield(func.get())) {
      funcs.insert(func.get());
    }
  }
}

void AsyncifyLowering::require(Runtime& runtime) {
  if (funcs.empty()) {
    return;
  }
  yield = runtime.require("fiber_yield");
  names = {runtime.require("asyncify_state"),
           runtime.require("asyncify_position"),
           runtime.require("asyncify_end"),
           runtime.require("asyncify_grow")};
}

void AsyncifyLowering::beforeMerge(Runtime& runtime, const Guards& guards) {
  CallHider hider(*this, mayYield);
  for (auto* func : funcs) {
    // Asyncify has none. If one can't yield, nothing is lost by that: whatever
    // it calls never comes back to the functions that Asyncify changes.
    removeTailCalls(func, module);
    hider.walkFunctionInModule(func, &module);
  }
  auto known = knownEntries;
  for (auto& entry : known) {
    entry.func = guards.get(entry.func);
  }
  runtime.callDirectly("start_fallback", known);
}

Name AsyncifyLowering::getPlaceholder(Name table, HeapType type, bool yields) {
  auto [it, inserted] = placeholderNames[table].insert({type, Name()});
  if (inserted) {
    auto [params, results] = type.getSignature();
    std::vector<Type> types(params.begin(), params.end());
    types.push_back(module.getTable(table)->addressType);
    it->second = Names::getValidFunctionName(module, "fiber.indirect_call");
    placeholders[it->second] = {table, type};
    auto func =
      Builder::makeFunction(it->second, Signature(Type(types), results), {});
    func->module = HIDDEN;
    func->base = yields ? MAY_YIELD : CANNOT_YIELD;
    module.addFunction(std::move(func));
  }
  return it->second;
}

void AsyncifyLowering::afterMerge(PassRunner* runner) {
  if (funcs.empty()) {
    return;
  }
  hideOthers();
  runAsyncify(runner);
  showOthers();
  CallShower shower(*this);
  for (auto* func : funcs) {
    shower.walkFunctionInModule(func, &module);
    auto first = waiting ? waiting->ofFallback.size() : 0;
    auto frame = fitFrames(module, func, names, first);
    if (waiting) {
      for (auto* call : frame.calls) {
        waiting->ofFallback.push_back(
          {waiting->getName(func), getLocation(func, call), frame.size});
      }
    }
  }
  removeLeftovers();

  // Asyncify has optimized the functions; only what was merged is left over.
  PassUtils::FilteredPassRunner cleaner(&module, funcs);
  cleaner.setIsNested(true);
  cleaner.add("vacuum");
  cleaner.run();
}

void AsyncifyLowering::hideOthers() {
  for (auto& func : module.functions) {
    if (!func->imported() && !funcs.contains(func.get())) {
      auto& [body, vars] = hidden[func.get()];
      std::swap(body, func->body);
      std::swap(vars, func->vars);
      func->module = HIDDEN;
      func->base = func->name == yield ? MAY_YIELD : CANNOT_YIELD;
    }
  }
}

void AsyncifyLowering::showOthers() {
  for (auto& [func, parts] : hidden) {
    func->module = func->base = Name();
    func->body = parts.body;
    func->vars = std::move(parts.vars);
  }
}

void AsyncifyLowering::runAsyncify(PassRunner* runner) {
  PassRunner nested(runner);
  // Without optimizations, it saves locals that are never used again.
  nested.options.optimizeLevel = 2;
  nested.options.arguments = {
    {"asyncify-imports", HIDDEN.toString() + '.' + MAY_YIELD.toString()}};
  // Of several memories it takes the one that is exported under a name.
  Name memory = Names::getValidExportName(module, "fiber.memory");
  module.addExport(Builder::makeExport(
    memory, module.memories.front()->name, ExternalKind::Memory));
  nested.options.arguments["asyncify-memory"] = memory.toString();
  nested.add("asyncify");
  nested.run();
  module.removeExport(memory);
}

void AsyncifyLowering::removeLeftovers() {
  for (auto name : ASYNCIFY_FUNCTIONS) {
    module.removeExport(name);
    module.removeFunction(name);
  }
  module.removeGlobal(ASYNCIFY_STATE);
  module.removeGlobal(ASYNCIFY_DATA);
  // The placeholders.
  module.removeFunctions([](Function* func) { return func->module == HIDDEN; });
}

} // namespace wasm::fibers
