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

#include "analysis/ShadowStack.h"

#include <algorithm>

#include "analysis/FunctionScan.h"
#include "analysis/StackFrame.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// No region is larger unless the program asks for it.
constexpr uint64_t MostSensible = 1 << 20;

// By node; those of functions that aren't asked about are empty.
using Frames = std::vector<StackFrame>;

Frames scanFrames(const Program& program,
                  const CallGraph& graph,
                  const std::vector<bool>& nodes) {
  return scanFunctions<StackFrame>(
    program.module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node node, StackFrame& frame) {
      if (nodes[node]) {
        frame = StackFrame(func, program.module, program.stackPointer);
      }
    });
}

// What the longest chain of calls from the roots takes, with each function in
// it once.
struct Need {
  uint64_t size = 0;
  // Why a chain may take more; empty if none can.
  std::string unbounded;
};

// The first function of a group that takes any of the stack.
Function* getFirstUser(const CallGraph& graph,
                       const std::vector<CallGraph::Node>& group,
                       const Frames& frames) {
  auto user = std::find_if(group.begin(), group.end(), [&](auto node) {
    return graph.getFunction(node) && frames[node].size > 0;
  });
  return graph.getFunction(*user);
}

Need findNeed(const CallGraph& graph,
              const std::vector<bool>& nodes,
              const Frames& frames) {
  std::vector<uint64_t> most(graph.size());
  Need need;
  auto explain = [&](Function* func, const char* why) {
    if (need.unbounded.empty()) {
      need.unbounded = '\'' + func->name.toString() + "' " + why;
    }
  };
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
        own += frames[node].size;
        if (!frames[node].isFixed) {
          explain(func, "takes more by the size of an array");
        }
      }
    }
    if (own > 0 && graph.isRecursive(group)) {
      explain(getFirstUser(graph, group, frames), "may call itself");
    }
    for (auto node : group) {
      most[node] = callees + own;
    }
    need.size = std::max(need.size, callees + own);
  }
  return need;
}

// Leaves out what only the runtime calls. The allocator keeps nothing on the
// stack between its calls, so that it doesn't need a region by itself.
std::vector<bool>
getWithoutAllocator(const Program& program,
                    const CallGraph& graph,
                    std::vector<bool> nodes,
                    const std::vector<CallGraph::Node>& entries) {
  for (auto& intrinsic : program.intrinsics) {
    nodes[graph.getNode(intrinsic.func->name)] = false;
  }
  return graph.getReachable(entries, nodes);
}

} // anonymous namespace

ShadowStack::ShadowStack(const Program& program,
                         const CallGraph& graph,
                         const std::vector<bool>& nodes,
                         const std::vector<CallGraph::Node>& entries) {
  if (!program.stackPointer) {
    unused = true;
    return;
  }
  auto frames = scanFrames(program, graph, nodes);
  bool callsOut = nodes[graph.getOutside()];
  auto own = getWithoutAllocator(program, graph, nodes, entries);
  unused = !callsOut;
  for (CallGraph::Node node = 0; node < frames.size(); node++) {
    unused &= !own[node] || !frames[node].touches;
  }
  if (unused) {
    return;
  }
  auto need = findNeed(graph, nodes, frames);
  least = std::min(need.size, MostSensible);
  if (!need.unbounded.empty()) {
    unbounded = need.unbounded;
  } else if (callsOut) {
    unbounded = "it may call functions that the module hasn't";
  } else if (need.size > MostSensible) {
    unbounded =
      "its functions may take " + std::to_string(need.size) + " bytes";
  } else {
    bound = need.size;
  }
}

} // namespace wasm::fibers
