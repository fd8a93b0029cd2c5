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

#include "analysis/GuardedCalls.h"

#include "analysis/FunctionScan.h"
#include "analysis/MayYield.h"
#include "analysis/StackFrame.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// The nodes from which calls lead to a function that uses the shadow stack.
std::vector<bool> getStackUsers(const Program& program,
                                const CallGraph& graph) {
  auto touches = scanFunctions<uint8_t>(
    program.module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node, uint8_t& touches) {
      touches = program.stackPointer &&
                StackFrame(func, program.module, program.stackPointer).touches;
    });
  std::vector<CallGraph::Node> users{graph.getOutside()};
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    if (touches[node]) {
      users.push_back(node);
    }
  }
  return graph.getReaching(users, std::vector<bool>(graph.size(), true));
}

// What functions with forms call, in a way that can be redirected, and that has
// none itself.
std::vector<Function*> findCalledByForms(const Program& program,
                                         const CallGraph& graph,
                                         const std::vector<bool>& forms) {
  std::vector<bool> called(graph.size());
  std::vector<bool> calledOtherwise(graph.size());
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    if (!forms[node]) {
      continue;
    }
    for (auto callee : graph.getCallees(node)) {
      called[callee] = true;
      if (auto* indirection = graph.getIndirection(callee)) {
        auto& set = indirection->table == program.functionTable
                      ? called
                      : calledOtherwise;
        for (auto target : graph.getCallees(callee)) {
          set[target] = true;
        }
      }
    }
  }
  auto users = getStackUsers(program, graph);
  std::vector<Function*> funcs;
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    auto* func = graph.getFunction(node);
    if (called[node] && !calledOtherwise[node] && !forms[node] && users[node] &&
        !func->imported()) {
      funcs.push_back(func);
    }
  }
  return funcs;
}

// A function that yields, or that is taken off the stack since it resumes a
// fiber, is on that of its own fiber.
void checkOnResumersStack(const Program& program,
                          const CallGraph& graph,
                          const std::vector<Function*>& funcs) {
  if (funcs.empty()) {
    return;
  }
  MayYield mayUnwind(program, graph, {Intrinsic::Yield, Intrinsic::Resume});
  for (auto* func : funcs) {
    if (mayUnwind.mayYield(func)) {
      Fatal() << "--lower-fibers: FIBER_ON_RESUMERS_STACK(" << func->name
              << "): the function may yield, or resume a fiber; take the macro "
                 "away, or say FIBER_NEVER_YIELDS of what it calls";
    }
  }
}

} // anonymous namespace

GuardedCalls::GuardedCalls(const Program& program,
                           const CallGraph& graph,
                           const std::vector<CallGraph::Node>& entries,
                           const std::vector<bool>& forms,
                           const Options& options) {
  auto isHosts = [&](Function* func) {
    return func->imported() && !program.neverCallsBack(func);
  };
  auto nodes = graph.getReachable(entries);
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    auto* func = graph.getFunction(node);
    if (!nodes[node]) {
      continue;
    }
    if (program.neverYields(func)) {
      if (program.hasYields()) {
        unyielding.push_back(func);
      }
    } else if (isHosts(func)) {
      imports.push_back(func);
    }
    if (program.isOnResumersStack(func)) {
      onResumersStack.push_back(func);
    }
  }
  checkOnResumersStack(program, graph, onResumersStack);
  if (options.splitStack) {
    calledByForms = findCalledByForms(program, graph, forms);
  }
  exports = getOnRegion(graph, entries, false)[graph.getOutside()];
}

std::vector<bool>
GuardedCalls::getOnRegion(const CallGraph& graph,
                          const std::vector<CallGraph::Node>& entries,
                          bool withFrames) const {
  std::vector<bool> within(graph.size(), true);
  auto leave = [&](const std::vector<Function*>& funcs) {
    for (auto* func : funcs) {
      within[graph.getNode(func->name)] = false;
    }
  };
  leave(imports);
  leave(onResumersStack);
  if (withFrames) {
    leave(calledByForms);
  }
  return graph.getReachable(entries, within);
}

} // namespace wasm::fibers
