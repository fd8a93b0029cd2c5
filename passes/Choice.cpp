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

#include "Choice.h"

#include "Entries.h"
#include "Obstacle.h"
#include "ir/module-utils.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// Finds, for each node that may yield, why it can't be saved as frames: what it
// does itself, or calls.
class Obstacles {
public:
  Obstacles(const Program& program,
            const MayYield& mayYield,
            const MayYield& mayUnwind)
    : mayYield(mayYield), graph(mayYield.getGraph()), causes(graph.size()) {
    ModuleUtils::ParallelFunctionAnalysis<std::optional<std::string>> analysis(
      program.module, [&](Function* func, std::optional<std::string>& what) {
        if (!func->imported() && mayYield.mayYield(func)) {
          what = findObstacle(func, program, mayUnwind, TailCalls::Supported);
        }
      });
    std::vector<Node> work;
    for (auto& [func, what] : analysis.map) {
      if (what) {
        auto node = graph.getNode(func->name);
        causes[node] = {true, node};
        obstacles[node] = *what;
        work.push_back(node);
      }
    }
    spread(std::move(work));
  }

  // None if nothing stands in the way.
  std::optional<std::string> explain(CallGraph::Node node) const {
    if (!causes[node].any) {
      return std::nullopt;
    }
    std::string path;
    while (causes[node].next != node) {
      node = causes[node].next;
      if (auto* func = graph.getFunction(node)) {
        path += " -> '" + func->name.toString() + '\'';
      }
    }
    auto name = graph.getFunction(node)->name.toString();
    return '\'' + name + "' may yield, and " + obstacles.at(node) +
           (path.empty() ? "" : " (called by way of" + path + ')');
  }

private:
  using Node = CallGraph::Node;

  // The callee that leads to the obstacle; the node itself where that is.
  struct Cause {
    bool any = false;
    Node next = 0;
  };

  void spread(std::vector<Node> work) {
    std::vector<std::vector<Node>> callers(graph.size());
    for (Node node = 0; node < graph.size(); node++) {
      auto* func = graph.getFunction(node);
      if (mayYield.mayYield(node) && !(func && func->imported())) {
        for (auto callee : graph.getCallees(node)) {
          callers[callee].push_back(node);
        }
      }
    }
    while (!work.empty()) {
      auto node = work.back();
      work.pop_back();
      for (auto caller : callers[node]) {
        if (!causes[caller].any) {
          causes[caller] = {true, node};
          work.push_back(caller);
        }
      }
    }
  }

  const MayYield& mayYield;
  const CallGraph& graph;
  std::vector<Cause> causes;
  std::unordered_map<Node, std::string> obstacles;
};

} // anonymous namespace

Choice::Choice(const Program& program,
               const MayYield& mayYield,
               const MayYield& mayUnwind,
               const Options& options)
  : switched(options.getSwitchedTier()) {
  auto& graph = mayYield.getGraph();
  auto nodes = findEntries(program, graph);
  auto takeSwitched = [&](std::string why) {
    for (auto node : nodes) {
      if (auto* func = graph.getFunction(node)) {
        entries.push_back({func, switched, why});
      }
    }
    switchedNodes = nodes;
  };
  if (options.tier && *options.tier != Tier::Frames) {
    takeSwitched("it was asked for");
    return;
  }
  if (program.functionTable && !graph.getTableContents(program.functionTable)) {
    std::string why = "the function table may change while the program runs";
    if (options.tier == Tier::Frames) {
      Fatal() << "--lower-fibers: tier:frames isn't possible: " << why
              << "; use tier:auto";
    }
    takeSwitched(why);
    return;
  }
  // Where any function of the type may be an entry, each is chosen for.
  std::vector<CallGraph::Node> functions;
  for (auto node : nodes) {
    if (graph.getFunction(node)) {
      functions.push_back(node);
    } else {
      auto& callees = graph.getCallees(node);
      functions.insert(functions.end(), callees.begin(), callees.end());
    }
  }
  Obstacles obstacles(program, mayYield, mayUnwind);
  for (auto node : functions) {
    auto* func = graph.getFunction(node);
    auto why = obstacles.explain(node);
    if (why && options.tier == Tier::Frames) {
      Fatal() << "--lower-fibers: tier:frames isn't possible for the entry '"
              << func->name << "': " << *why << "; use tier:auto";
    }
    entries.push_back({func, why ? switched : Tier::Frames, why.value_or("")});
    (why ? switchedNodes : framesNodes).push_back(node);
  }
}

} // namespace wasm::fibers
