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

#include <algorithm>
#include <deque>

#include "Entries.h"
#include "Obstacle.h"
#include "frames/Growth.h"
#include "ir/module-utils.h"
#include "ir/utils.h"
#include "support/string.h"
#include "support/utilities.h"

namespace wasm::fibers {

// Finds, for each node that may yield, why it can't be saved as frames: what it
// does itself, or calls.
class Choice::Obstacles {
public:
  Obstacles(const Program& program,
            const MayYield& mayYield,
            const MayYield& mayUnwind)
    : mayYield(mayYield), graph(mayYield.getGraph()), causes(graph.size()) {
    ModuleUtils::ParallelFunctionAnalysis<std::optional<std::string>> analysis(
      program.module, [&](Function* func, std::optional<std::string>& what) {
        if (!func->imported() && mayYield.mayYield(func)) {
          what = findObstacle(func, program, mayUnwind, Tier::Frames);
        }
      });
    std::deque<Node> work;
    for (Node node = 0; node < graph.getOutside(); node++) {
      if (auto& what = analysis.map[graph.getFunction(node)]) {
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
    std::vector<std::string> path;
    for (;; node = causes[node].next) {
      if (auto* func = graph.getFunction(node)) {
        path.push_back('\'' + func->name.toString() + '\'');
      }
      if (causes[node].next == node) {
        break;
      }
    }
    auto what = path.back() + " may yield and " + obstacles.at(node);
    return path.size() == 1 ? what
                            : what + " (" + String::join(path, " -> ") + ')';
  }

private:
  using Node = CallGraph::Node;

  // The callee that leads to the obstacle; the node itself where that is.
  struct Cause {
    bool any = false;
    Node next = 0;
  };

  // Tells callers, nearest first.
  void spread(std::deque<Node> work) {
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
      auto node = work.front();
      work.pop_front();
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

// Keeps account of the code that the forms of the entries' functions add.
class Choice::Growth {
public:
  Growth(const Program& program, const MayYield& mayUnwind, uint32_t maxPercent)
    : mayUnwind(mayUnwind), counted(mayUnwind.getGraph().size()) {
    size_t size = 0;
    ModuleUtils::ParallelFunctionAnalysis<Index> analysis(
      program.module, [&](Function* func, Index& size) {
        size = func->imported() ? 0 : Measurer::measure(func->body);
      });
    for (auto& [_, own] : analysis.map) {
      size += own;
    }
    limit = std::max(size * maxPercent / 100, Always);
  }

  // Adds the functions of an entry, or explains why they are too much.
  std::optional<std::string> add(CallGraph::Node entry) {
    auto& graph = mayUnwind.getGraph();
    std::vector<CallGraph::Node> added;
    std::vector<CallGraph::Node> work{entry};
    size_t more = 0;
    while (!work.empty()) {
      auto node = work.back();
      work.pop_back();
      if (counted[node] || !mayUnwind.mayYield(node)) {
        continue;
      }
      counted[node] = true;
      added.push_back(node);
      if (auto* func = graph.getFunction(node); func && !func->imported()) {
        more += estimateForms(func, mayUnwind);
      }
      auto& callees = graph.getCallees(node);
      work.insert(work.end(), callees.begin(), callees.end());
    }
    if (total + more <= limit) {
      total += more;
      return std::nullopt;
    }
    for (auto node : added) {
      counted[node] = false;
    }
    return "its " + std::to_string(added.size()) +
           " functions that may yield would make the code larger than "
           "max-growth allows";
  }

private:
  // In expressions: 64 KiB or so.
  static constexpr auto Always = size_t(65536 / Measurer::BytesPerExpr);

  const MayYield& mayUnwind;
  std::vector<bool> counted;
  size_t total = 0;
  size_t limit;
};

Choice::Choice(const Program& program,
               const MayYield& mayYield,
               const MayYield& mayUnwind,
               const Options& options)
  : switched(options.getSwitchedTier()) {
  auto& graph = mayYield.getGraph();
  auto nodes = findEntries(program, graph);
  if (nodes.empty() && options.tier != Tier::Native) {
    // Any will do: this one asks nothing of the engine.
    switched = Tier::Asyncify;
  }
  auto takeSwitched = [&](const std::string& why) {
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
  Growth growth(program, mayUnwind, options.maxGrowth);
  for (auto node : functions) {
    auto* func = graph.getFunction(node);
    auto why = obstacles.explain(node);
    if (options.tier == Tier::Frames) {
      if (why) {
        Fatal() << "--lower-fibers: tier:frames isn't possible for the entry '"
                << func->name << "': " << *why << "; use tier:auto";
      }
    } else if (!why) {
      why = growth.add(node);
    }
    entries.push_back({func, why ? switched : Tier::Frames, why.value_or("")});
    (why ? switchedNodes : framesNodes).push_back(node);
  }
  // Functions that never yield, and may not be entries at all, aren't worth a
  // second tier.
  if (!switchedNodes.empty() &&
      std::none_of(framesNodes.begin(), framesNodes.end(), [&](auto node) {
        return mayYield.mayYield(node);
      })) {
    for (auto& entry : entries) {
      if (entry.tier == Tier::Frames) {
        entry.tier = switched;
        entry.reason = "it never yields, and others need this tier";
      }
    }
    switchedNodes.insert(
      switchedNodes.end(), framesNodes.begin(), framesNodes.end());
    framesNodes.clear();
  }
}

} // namespace wasm::fibers
