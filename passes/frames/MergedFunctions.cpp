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

#include "frames/MergedFunctions.h"

namespace wasm::fibers {

// What isn't reachable, an optimizer removes before it looks for callers.
MergedFunctions::MergedFunctions(const CallGraph& graph, Node start)
  : graph(graph), onlyCallers(graph.size(), graph.getOutside()) {
  auto outside = graph.getOutside();
  auto callers = graph.getCallers(graph.getReachable({outside, start}));
  callers[start].push_back(outside);
  for (Node node = 0; node < graph.getOutside(); node++) {
    if (callers[node].size() == 1 && graph.getFunction(callers[node][0])) {
      onlyCallers[node] = callers[node][0];
    }
  }
}

// What a function takes is known when that of its parts is.
void MergedFunctions::merge(const std::vector<uint32_t>& activations) {
  merged = activations;
  std::vector<Index> waiting(graph.size());
  for (auto caller : onlyCallers) {
    waiting[caller]++;
  }
  std::vector<Node> work;
  for (Node node = 0; node < graph.getOutside(); node++) {
    if (waiting[node] == 0) {
      work.push_back(node);
    }
  }
  std::vector<Parts> parts(graph.size());
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    merged[node] += parts[node].get();
    auto caller = onlyCallers[node];
    parts[caller].add(merged[node]);
    if (--waiting[caller] == 0 && caller != graph.getOutside()) {
      work.push_back(caller);
    }
  }
}

} // namespace wasm::fibers
