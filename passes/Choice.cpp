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
#include <iterator>
#include <limits>
#include <unordered_map>

#include "analysis/FunctionScan.h"
#include "analysis/HostReferences.h"
#include "analysis/Obstacle.h"
#include "analysis/PrintMayYield.h"
#include "frames/FormSize.h"
#include "frames/Unwinding.h"
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
    obstacles = scanFunctions<std::string>(
      program.module,
      graph.getOutside(),
      [&](Function* func, Node node, std::string& obstacle) {
        if (mayYield.mayYield(node)) {
          obstacle =
            findObstacle(func, program, mayUnwind, Tier::Frames).value_or("");
        }
      });
    std::deque<Node> work;
    for (Node node = 0; node < graph.getOutside(); node++) {
      if (!obstacles[node].empty()) {
        causes[node] = {true, node};
        work.push_back(node);
      }
    }
    spread(std::move(work));
  }

  // The calls that lead from a node to an obstacle, empty if nothing stands in
  // the way.
  std::vector<CallGraph::Node> getPath(CallGraph::Node node) const {
    if (!causes[node].any) {
      return {};
    }
    std::vector<CallGraph::Node> path{node};
    while (causes[node].next != node) {
      node = causes[node].next;
      path.push_back(node);
    }
    return path;
  }

  // What is at the end of such a path, and how it leads there.
  std::string explain(const std::vector<CallGraph::Node>& path) const {
    std::vector<std::string> names;
    for (auto node : path) {
      if (auto* func = graph.getFunction(node)) {
        names.push_back('\'' + func->name.toString() + '\'');
      }
    }
    auto what = names.back() + " may yield and " + obstacles[path.back()];
    return names.size() == 1 ? what
                             : what + " (" + String::join(names, " -> ") + ')';
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
    auto mayPassOn = mayYield.getNodes();
    for (Node node = 0; node < graph.getOutside(); node++) {
      if (graph.getFunction(node)->imported()) {
        mayPassOn[node] = false;
      }
    }
    auto callers = graph.getCallers(mayPassOn);
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
  // By function; empty where there is none.
  std::vector<std::string> obstacles;
};

// Keeps account of the code that the forms of the entries' functions add.
class Choice::Growth {
public:
  Growth(const Program& program,
         const MayYield& mayUnwind,
         const Options& options)
    : mayUnwind(mayUnwind), counted(mayUnwind.getGraph().size()),
      maxPercent(options.maxGrowth) {
    sizes = scanFunctions<Size>(
      program.module,
      mayUnwind.getGraph().getOutside(),
      [&](Function* func, CallGraph::Node node, Size& size) {
        size.own = Measurer::measure(func->body);
        if (mayUnwind.mayYield(node)) {
          size.growth = estimateGrowth(func, size.own, mayUnwind, options);
        }
      });
    for (auto& size : sizes) {
      programSize += size.own;
    }
    limit = options.tier == Tier::Frames
              ? std::numeric_limits<size_t>::max()
              : std::max(programSize * maxPercent / 100, Always);
  }

  // Adds the functions of an entry, or explains why they are too much.
  std::optional<std::string> add(CallGraph::Node entry) {
    const auto* info = mayUnwind.getInfo(entry);
    if (info && refused.contains(info->scc)) {
      return refused[info->scc];
    }
    std::vector<CallGraph::Node> added;
    auto growth = total;
    std::vector<CallGraph::Node> work{entry};
    while (!work.empty()) {
      auto node = work.back();
      work.pop_back();
      if (!mayUnwind.getInfo(node) || counted[node]) {
        continue;
      }
      counted[node] = true;
      added.push_back(node);
      if (node < sizes.size()) {
        growth += sizes[node].growth;
      }
      auto& callees = mayUnwind.getGraph().getCallees(node);
      work.insert(work.end(), callees.begin(), callees.end());
    }
    if (growth <= limit) {
      total = growth;
      return std::nullopt;
    }
    for (auto node : added) {
      counted[node] = false;
    }
    auto why = "its functions that may yield would make the code " +
               std::to_string(getPercent(growth)) +
               "% larger, and max-growth is " + std::to_string(maxPercent);
    if (info) {
      refused[info->scc] = why;
    }
    return why;
  }

  // What has been added. Rounded up: with so much, it would be allowed.
  size_t getPercent() const { return getPercent(total); }

private:
  size_t getPercent(size_t growth) const {
    return (growth * 100 + programSize - 1) / std::max(programSize, size_t(1));
  }

  // In expressions.
  struct Size {
    size_t own = 0;
    size_t growth = 0;
  };

  // 64 KiB or so.
  static constexpr auto Always = size_t(65536 / Measurer::BytesPerExpr);

  const MayYield& mayUnwind;
  // By function.
  std::vector<Size> sizes;
  std::vector<bool> counted;
  // Why, by SCC: what doesn't fit never will.
  std::unordered_map<Index, std::string> refused;
  size_t maxPercent;
  size_t limit;
  size_t programSize = 0;
  size_t total = 0;
};

Choice::Choice(const Program& program,
               const CallGraph& graph,
               const std::vector<CallGraph::Node>& nodes,
               const Options& options)
  : fallback(options.getFallbackTier()) {
  auto takeAny = [&] {
    // No fiber ever starts, so any will do: this one asks nothing of the
    // engine.
    if (options.tier != Tier::Native) {
      fallback = Tier::Asyncify;
    }
  };
  if (nodes.empty()) {
    takeAny();
  }
  // Where any function of the type may be an entry, each is chosen for.
  std::vector<CallGraph::Node> functions;
  for (auto node : nodes) {
    if (graph.getFunction(node)) {
      functions.push_back(node);
    } else {
      auto& callees = graph.getCallees(node);
      std::copy_if(callees.begin(),
                   callees.end(),
                   std::back_inserter(functions),
                   [&](auto callee) {
                     auto* func = graph.getFunction(callee);
                     return !func || !isHostSlot(func);
                   });
    }
  }
  auto takeFallback = [&](const std::string& why) {
    for (auto node : functions) {
      if (auto* func = graph.getFunction(node)) {
        entries.push_back({func, fallback, why, {}});
      }
    }
    fallbackNodes = nodes;
  };
  if (options.tier && *options.tier != Tier::Frames) {
    takeFallback("it was asked for");
    return;
  }
  if (program.functionTable && !graph.getTableContents(program.functionTable)) {
    std::string why = "the function table may change while the program runs";
    if (options.tier == Tier::Frames) {
      Fatal() << "--lower-fibers: tier:frames isn't possible: " << why
              << "; use tier:auto";
    }
    takeFallback(why);
    return;
  }
  if (functions.empty()) {
    // The table has no function of the type.
    takeAny();
    return;
  }
  MayYield mayYield(program, graph);
  mayUnwind.emplace(findUnwinding(program, mayYield, functions));
  Obstacles obstacles(program, mayYield, *mayUnwind);
  Growth growth(program, *mayUnwind, options);
  for (auto node : functions) {
    auto* func = graph.getFunction(node);
    std::optional<std::string> why;
    auto path = obstacles.getPath(node);
    if (!path.empty()) {
      why = obstacles.explain(path);
      if (options.tier == Tier::Frames) {
        Fatal() << "--lower-fibers: tier:frames isn't possible for the entry '"
                << func->name << "': " << *why << "; use tier:auto";
      }
    } else {
      why = growth.add(node);
      path = {node};
    }
    if (!why) {
      entries.push_back({func, Tier::Frames, {}, {}});
      framesNodes.push_back(node);
      continue;
    }
    entries.push_back({func, fallback, *why, {}});
    fallbackNodes.push_back(node);
    if (mayYield.mayYield(node)) {
      auto rest = mayYield.getPath(path.back());
      path.insert(path.end(), rest.begin() + 1, rest.end());
      entries.back().hint = describeFirstIndirection(mayYield, path);
    }
  }
  expectedGrowth = growth.getPercent();
  // Functions that never yield, and may not be entries at all, aren't worth a
  // second tier.
  if (!fallbackNodes.empty() &&
      std::none_of(framesNodes.begin(), framesNodes.end(), [&](auto node) {
        return mayYield.mayYield(node);
      })) {
    for (auto& entry : entries) {
      if (entry.tier == Tier::Frames) {
        entry.tier = fallback;
        entry.reason = "it never yields, and others need this tier";
      }
    }
    fallbackNodes.insert(
      fallbackNodes.end(), framesNodes.begin(), framesNodes.end());
    framesNodes.clear();
  }
}

} // namespace wasm::fibers
