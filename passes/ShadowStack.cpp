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

#include "ShadowStack.h"

#include <algorithm>

#include "StackFrame.h"
#include "ir/module-utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What is above that no region should have unasked.
constexpr uint64_t MostSensible = 1 << 20;

using Frames = std::unordered_map<Function*, StackFrame>;

Frames scanFrames(const Program& program) {
  Frames frames;
  ModuleUtils::ParallelFunctionAnalysis<StackFrame> analysis(
    program.module, [&](Function* func, StackFrame& frame) {
      if (!func->imported()) {
        frame = StackFrame(func, program.stackPointer);
      }
    });
  frames.insert(analysis.map.begin(), analysis.map.end());
  return frames;
}

// What the longest chain of calls from the roots takes, with each function in
// it once.
struct Need {
  uint64_t size = 0;
  // Whether no chain can take more.
  bool isBound = true;
};

Need findNeed(const CallGraph& graph,
              const std::vector<bool>& nodes,
              const Frames& frames) {
  std::vector<uint64_t> most(graph.size());
  Need need;
  for (auto& group : graph.getSCCs(nodes)) {
    // A group of one may still call itself, but as most[] is 0 for what isn't
    // finished, only its own frame decides.
    uint64_t callees = 0;
    uint64_t own = 0;
    for (auto node : group) {
      for (auto callee : graph.getCallees(node)) {
        callees = std::max(callees, most[callee]);
      }
      if (auto* func = graph.getFunction(node)) {
        const auto& frame = frames.at(func);
        own += frame.size;
        need.isBound &= frame.isFixed;
      }
    }
    need.isBound &= own == 0 || !graph.isRecursive(group);
    for (auto node : group) {
      most[node] = callees + own;
    }
    need.size = std::max(need.size, callees + own);
  }
  return need;
}

} // anonymous namespace

ShadowStack::ShadowStack(const Program& program,
                         const CallGraph& graph,
                         const std::vector<bool>& nodes) {
  if (!program.stackPointer) {
    unused = true;
    return;
  }
  auto frames = scanFrames(program);
  bool callsOut = nodes[graph.getOutside()];
  unused = !callsOut;
  for (CallGraph::Node node = 0; node < nodes.size(); node++) {
    if (auto* func = graph.getFunction(node); func && nodes[node]) {
      unused &= !frames.at(func).touches;
    }
  }
  if (unused) {
    return;
  }
  auto need = findNeed(graph, nodes, frames);
  least = std::min(need.size, MostSensible);
  if (need.isBound && !callsOut && need.size <= MostSensible) {
    bound = need.size;
  }
}

} // namespace wasm::fibers
