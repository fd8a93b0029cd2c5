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

#include "analysis/StackPointerMoves.h"

#include <algorithm>

#include "analysis/FunctionScan.h"
#include "analysis/StackPointerRange.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Of a function.
struct Found {
  bool moves = false;
};

bool setsGlobal(Function* func, Name global) {
  struct Finder : public PostWalker<Finder> {
    Name global;
    bool found = false;
    void visitGlobalSet(GlobalSet* curr) { found |= curr->name == global; }
  } finder;
  finder.global = global;
  finder.walk(func->body);
  return finder.found;
}

// Whether the host can set the global.
bool isShared(const Module& module, const Global* global) {
  return global->imported() ||
         std::any_of(
           module.exports.begin(), module.exports.end(), [&](auto& exported) {
             return exported->kind == ExternalKind::Global &&
                    *exported->getInternalName() == global->name;
           });
}

} // anonymous namespace

StackPointerMoves::StackPointerMoves(const Program& program,
                                     const CallGraph& graph)
  : stackPointer(program.stackPointer), graph(graph), nodes(graph.size()) {
  if (!stackPointer) {
    return;
  }
  auto& module = program.module;
  auto found = scanFunctions<Found>(
    module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node, Found& found) {
      found.moves = setsGlobal(func, stackPointer->name) &&
                    !StackPointerRange(func, module, stackPointer).isGivenBack;
    });
  std::vector<CallGraph::Node> movers;
  for (CallGraph::Node node = 0; node < found.size(); node++) {
    if (found[node].moves) {
      movers.push_back(node);
    }
  }
  if (isShared(module, stackPointer)) {
    movers.push_back(graph.getOutside());
  }
  // A resume gives back what the fiber has done to the pointer.
  std::vector<bool> within(graph.size(), true);
  for (auto& intrinsic : program.intrinsics) {
    within[graph.getNode(intrinsic.func->name)] = false;
  }
  nodes = graph.getReaching(movers, within);
}

bool StackPointerMoves::isMove(Expression* curr) const {
  if (auto* set = curr->dynCast<GlobalSet>()) {
    return stackPointer && set->name == stackPointer->name;
  }
  if (!curr->is<Call>() && !curr->is<CallIndirect>() && !curr->is<CallRef>()) {
    return false;
  }
  auto node = graph.getCallee(curr);
  return node && nodes[*node];
}

} // namespace wasm::fibers
