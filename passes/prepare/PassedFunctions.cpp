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

#include "prepare/PassedFunctions.h"

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ParamGets.h"
#include "analysis/FunctionScan.h"
#include "analysis/MayYield.h"
#include "analysis/PassedValues.h"
#include "ir/find_all.h"
#include "ir/names.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

using Node = CallGraph::Node;

class Narrower {
public:
  Narrower(const Program& program,
           const CallGraph& graph,
           KnownCallees& callees)
    : program(program), module(program.module), graph(graph),
      mayYield(program, graph), callees(callees) {}

  Narrowing run() {
    if (!program.functionTable ||
        !graph.getTableContents(program.functionTable)) {
      return {};
    }
    findCalls();
    findValues();
    for (auto& [param, calls] : callsByParam) {
      narrow(param, calls);
    }
    for (auto& [node, calls] : replacements) {
      Replacer(*this, calls)
        .walkFunctionInModule(graph.getFunction(node), &module);
    }
    return narrowing;
  }

private:
  // What calls may reach, other than by their types.
  using Replacements = std::unordered_map<CallIndirect*, std::vector<Name>>;

  struct Replacer : public PostWalker<Replacer> {
    Narrower& narrower;
    const Replacements& calls;

    Replacer(Narrower& narrower, const Replacements& calls)
      : narrower(narrower), calls(calls) {}

    void visitCallIndirect(CallIndirect* curr) {
      auto it = calls.find(curr);
      if (it != calls.end()) {
        auto name = narrower.getCaller(curr->heapType, it->second);
        std::vector<Expression*> operands(curr->operands.begin(),
                                          curr->operands.end());
        operands.push_back(curr->target);
        replaceCurrent(
          Builder(*getModule()).makeCall(name, operands, curr->type));
      }
    }
  };

  // The function that makes such a call.
  Name getCaller(HeapType type, const std::vector<Name>& called) {
    auto& name = callers[type][called];
    if (!name.is()) {
      Builder builder(module);
      auto sig = type.getSignature();
      std::vector<Type> params(sig.params.begin(), sig.params.end());
      auto arguments = makeParamGets(module, sig.params);
      auto* target = builder.makeLocalGet(params.size(), Type::i32);
      params.push_back(Type::i32);
      name = Names::getValidFunctionName(module, "fiber.call_passed");
      module.addFunction(Builder::makeFunction(
        name,
        Type(Signature(Type(params), sig.results), NonNullable, Exact),
        {},
        builder.makeCallIndirect(
          program.functionTable->name, target, arguments, type)));
      callees[name] = called;
    }
    return name;
  }

  // The calls of parameters that count as yielding.
  void findCalls() {
    using Found = std::vector<std::pair<Index, CallIndirect*>>;
    auto found = scanFunctions<Found>(
      module, graph.getOutside(), [&](Function* func, Node node, Found& found) {
        if (!mayYield.mayYield(node)) {
          return;
        }
        OriginFinder origins(func, module);
        for (auto* call : FindAll<CallIndirect>(func->body).list) {
          if (call->table == program.functionTable->name && !call->isReturn &&
              call->type != Type::unreachable && mayYield.mayYield(call)) {
            if (auto param = origins.find(call->target).param) {
              found.push_back({*param, call});
            }
          }
        }
      });
    for (Node node = 0; node < found.size(); node++) {
      for (auto& [param, call] : found[node]) {
        callsByParam[{node, param}].push_back(call);
      }
    }
  }

  void findValues() {
    std::set<Param> wanted;
    for (auto& [param, _] : callsByParam) {
      wanted.insert(param);
    }
    values = findPassedValues(program, graph, std::move(wanted));
  }

  void narrow(const Param& param, const std::vector<CallIndirect*>& calls) {
    const auto& value = values.at(param);
    if (!value.known) {
      return;
    }
    const auto& contents = *graph.getTableContents(program.functionTable);
    for (auto* call : calls) {
      // Other indices trap. A function may be at several.
      std::vector<Name> called;
      std::unordered_set<Name> seen;
      bool yields = false;
      for (auto index : value.constants) {
        auto* func = index < contents.size()
                       ? module.getFunctionOrNull(contents[index])
                       : nullptr;
        if (func &&
            HeapType::isSubType(func->type.getHeapType(), call->heapType) &&
            seen.insert(func->name).second) {
          called.push_back(func->name);
          yields |= mayYield.mayYield(func);
        }
      }
      if (auto node = graph.getCallee(call); node && !yields) {
        auto before = graph.getCallees(*node).size();
        narrowing.calls++;
        narrowing.candidates += before - called.size();
        replacements[param.first][call] = std::move(called);
      }
    }
  }

  const Program& program;
  Module& module;
  const CallGraph& graph;
  MayYield mayYield;
  KnownCallees& callees;
  Narrowing narrowing;
  std::map<Param, std::vector<CallIndirect*>> callsByParam;
  std::map<Param, PassedValues> values;
  // By the function that makes the calls.
  std::map<Node, Replacements> replacements;
  // By the type, and by what they call.
  std::unordered_map<HeapType, std::map<std::vector<Name>, Name>> callers;
};

} // anonymous namespace

Narrowing narrowPassedFunctions(const Program& program,
                                const CallGraph& graph,
                                KnownCallees& callees) {
  return Narrower(program, graph, callees).run();
}

} // namespace wasm::fibers
