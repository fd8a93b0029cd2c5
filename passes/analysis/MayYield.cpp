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

#include "analysis/MayYield.h"

#include <deque>

namespace wasm::fibers {

MayYield::MayYield(const Program& program,
                   const CallGraph& graph,
                   const std::set<Intrinsic::Kind>& kinds,
                   const std::vector<bool>& opaque)
  : graph(graph), yields(graph.size()), infos(graph.size()) {
  findCalls(program, kinds, opaque);
  findSCCs();
}

std::vector<bool> findPassingOnYields(const Program& program,
                                      const CallGraph& graph) {
  std::vector<bool> mayPassOn(graph.size());
  for (CallGraph::Node node = 0; node < graph.size(); node++) {
    auto* func = graph.getFunction(node);
    mayPassOn[node] =
      node != graph.getOutside() &&
      !(func && (func->imported() || program.neverYields(func) ||
                 program.isUnlisted(func)));
  }
  return mayPassOn;
}

// Goes from fiber_yield up to all callers, nearest first.
void MayYield::findCalls(const Program& program,
                         const std::set<Intrinsic::Kind>& kinds,
                         const std::vector<bool>& opaque) {
  auto mayPassOn = findPassingOnYields(program, graph);
  if (!opaque.empty()) {
    for (Node node = 0; node < graph.size(); node++) {
      mayPassOn[node] = mayPassOn[node] && !opaque[node];
    }
  }
  auto callers = graph.getCallers(mayPassOn);

  struct Step {
    Node node;
    Info info;
  };
  std::deque<Step> work;
  for (auto& [kind, func] : program.intrinsics) {
    if (kinds.contains(kind)) {
      auto node = graph.getNode(func->name);
      work.push_back({node, {0, node, 0, false}});
    }
  }
  while (!work.empty()) {
    auto [node, info] = work.front();
    work.pop_front();
    if (yields[node]) {
      continue;
    }
    yields[node] = true;
    infos[node] = info;
    for (auto caller : callers[node]) {
      if (graph.getIndirection(caller)) {
        // It stands for the call of its candidate, and is none of its own.
        work.push_front({caller, {info.calls, node, 0, false}});
      } else {
        work.push_back({caller, {info.calls + 1, node, 0, false}});
      }
    }
  }
}

void MayYield::findSCCs() {
  Index number = 0;
  for (auto& group : graph.getSCCs(yields)) {
    for (auto node : group) {
      infos[node].scc = number;
      infos[node].recursive = graph.isRecursive(group);
    }
    number++;
  }
}

const MayYield::Info* MayYield::getInfo(Node node) const {
  return yields[node] ? &infos[node] : nullptr;
}

const MayYield::Info* MayYield::getInfo(const Function* func) const {
  auto node = graph.findNode(func->name);
  return node ? getInfo(*node) : nullptr;
}

bool MayYield::mayYield(Expression* call) const {
  auto callee = graph.getCallee(call);
  return callee && mayYield(*callee);
}

std::vector<MayYield::Node> MayYield::getPath(Node node) const {
  std::vector<Node> path{node};
  while (infos[node].witness != node) {
    node = infos[node].witness;
    path.push_back(node);
  }
  return path;
}

} // namespace wasm::fibers
