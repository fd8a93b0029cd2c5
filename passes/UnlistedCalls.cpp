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

#include "UnlistedCalls.h"

#include <algorithm>
#include <unordered_map>

#include "Layout.h"
#include "ParamGets.h"
#include "Plan.h"
#include "RestoringCall.h"
#include "Runtime.h"
#include "ir/names.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Replaces such calls in one function after another.
struct Marker : public PostWalker<Marker> {
  Module& module;
  const MayYield& listed;
  bool hasExceptions;
  Name current;
  Name unyielding;
  uint32_t number = 0;

  Marker(Module& module,
         const MayYield& listed,
         bool hasExceptions,
         Name current,
         Name unyielding)
    : module(module), listed(listed), hasExceptions(hasExceptions),
      current(current), unyielding(unyielding) {}

  void visitCall(Call* curr) {
    if (listed.mayYield(curr)) {
      auto& name = byTarget[curr->target];
      if (!name.is()) {
        auto* target = module.getFunction(curr->target);
        name =
          add(curr->target.toString(), target->getSig(), {}, [&](auto& args) {
            return Builder(module).makeCall(
              curr->target, args, target->getResults());
          });
      }
      replace(curr, name, nullptr);
    }
  }

  void visitCallIndirect(CallIndirect* curr) {
    if (listed.mayYield(curr)) {
      auto& name = byTable[curr->table][curr->heapType];
      if (!name.is()) {
        auto* table = module.getTable(curr->table);
        name = add("indirect",
                   curr->heapType.getSignature(),
                   table->addressType,
                   [&](auto& args) {
                     auto* target = args.back();
                     args.pop_back();
                     return Builder(module).makeCallIndirect(
                       curr->table, target, args, curr->heapType);
                   });
      }
      replace(curr, name, curr->target);
    }
  }

  void visitCallRef(CallRef* curr) {
    if (listed.mayYield(curr)) {
      auto type = curr->target->type.getHeapType();
      auto& name = byType[type];
      if (!name.is()) {
        name = add("by_reference",
                   type.getSignature(),
                   Type(type, Nullable),
                   [&](auto& args) {
                     auto* target = args.back();
                     args.pop_back();
                     return Builder(module).makeCallRef(
                       target, args, type.getSignature().results);
                   });
      }
      replace(curr, name, curr->target);
    }
  }

private:
  template<typename T> void replace(T* curr, Name name, Expression* target) {
    std::vector<Expression*> operands(curr->operands.begin(),
                                      curr->operands.end());
    if (target) {
      operands.push_back(target);
    }
    Builder builder(module);
    operands.push_back(builder.makeConst(number));
    replaceCurrent(builder.makeCall(
      name, operands, module.getFunction(name)->getResults(), curr->isReturn));
  }

  // Adds the function that makes one kind of call. `target` is the type of what
  // tells the callee, if anything does.
  template<typename T>
  Name add(const std::string& kind, Signature sig, Type target, T makeCall) {
    Builder builder(module);
    std::vector<Type> params(sig.params.begin(), sig.params.end());
    if (target.isConcrete()) {
      params.push_back(target);
    }
    auto arguments = makeParamGets(module, Type(params));
    auto numberParam = Index(params.size());
    params.push_back(Type::i32);
    auto name =
      Names::getValidFunctionName(module, "fiber.unlisted_call." + kind);
    auto* func = module.addFunction(Builder::makeFunction(
      name,
      Type(Signature(Type(params), sig.results), NonNullable, Exact),
      {},
      builder.makeNop()));

    auto getGlobal = [&](Name global) {
      return builder.makeGlobalGet(global, Type::i32);
    };
    auto getLocal = [&](Index local) {
      return builder.makeLocalGet(local, Type::i32);
    };
    auto oldCurrent = Builder::addVar(func, Type::i32);
    auto oldNumber = Builder::addVar(func, Type::i32);
    // Outside any fiber, that is what is wrong.
    auto* marked = builder.makeBinary(
      OrInt32,
      getLocal(oldCurrent),
      builder.makeSelect(getLocal(oldCurrent),
                         builder.makeConst(Layout::UnyieldingMark),
                         builder.makeConst(uint32_t(0))));
    std::vector<Expression*> before{
      builder.makeLocalSet(oldCurrent, getGlobal(current)),
      builder.makeLocalSet(oldNumber, getGlobal(unyielding)),
      builder.makeGlobalSet(current, marked),
      builder.makeGlobalSet(unyielding, getLocal(numberParam))};
    auto restore = [&](std::vector<Expression*>& list) {
      list.push_back(builder.makeGlobalSet(current, getLocal(oldCurrent)));
      list.push_back(builder.makeGlobalSet(unyielding, getLocal(oldNumber)));
    };
    func->body = makeRestoringCall(
      func, makeCall(arguments), before, restore, hasExceptions, module);
    return name;
  }

  std::unordered_map<Name, Name> byTarget;
  std::unordered_map<Name, std::unordered_map<HeapType, Name>> byTable;
  std::unordered_map<HeapType, Name> byType;
};

} // anonymous namespace

UnlistedCalls::UnlistedCalls(const Program& program,
                             const CallGraph& graph,
                             const std::vector<CallGraph::Node>& entries) {
  if (!program.hasUnlisted() || !program.hasYields()) {
    return;
  }
  mayYield.emplace(program, graph);
  auto onFiber = graph.getReachable(entries);
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    auto* func = graph.getFunction(node);
    const auto& callees = graph.getCallees(node);
    if (onFiber[node] && program.isUnlisted(func) &&
        !program.neverYields(func) &&
        std::any_of(callees.begin(), callees.end(), [&](auto callee) {
          return mayYield->mayYield(callee);
        })) {
      callers.push_back(func);
    }
  }
}

void markUnlistedCalls(const Program& program,
                       const Plan& plan,
                       Runtime& runtime) {
  const auto& [callers, mayYield] = plan.unlistedCalls;
  if (!mayYield || callers.empty()) {
    return;
  }
  auto& module = program.module;
  Marker marker(module,
                *mayYield,
                plan.hasExceptions,
                runtime.require("current"),
                runtime.require("unyielding"));
  marker.number = plan.guardedCalls.unyielding.size();
  for (auto* func : callers) {
    marker.walkFunctionInModule(func, &module);
    marker.number++;
  }
}

} // namespace wasm::fibers
