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

#include "Entries.h"
#include "ir/module-utils.h"
#include "support/strongly_connected_components.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What one activation of a function takes of the shadow stack.
struct Frame {
  bool touches = false;
  // Bytes; none when they aren't a constant that we recognize.
  std::optional<uint64_t> size = 0;
};

// Recognizes the one way in which LLVM's optimized code takes a frame,
//
//   (global.set $__stack_pointer
//     (local.tee $frame
//       (i32.sub (global.get $__stack_pointer) (i32.const SIZE))))
//   ..
//   (global.set $__stack_pointer
//     (i32.add (local.get $frame) (i32.const SIZE)))
//
// with any number of the latter, $frame set nowhere else, and the pointer set
// to $frame again where an exception is caught. A function that moves the
// pointer in another way has a frame of unknown size.
struct FrameScanner : public PostWalker<FrameScanner> {
  const Global* stackPointer;
  Frame frame;

  FrameScanner(const Global* stackPointer) : stackPointer(stackPointer) {}

  void visitGlobalGet(GlobalGet* curr) {
    frame.touches |= curr->name == stackPointer->name;
  }

  void visitGlobalSet(GlobalSet* curr) {
    if (curr->name == stackPointer->name) {
      frame.touches = true;
      sets.push_back(curr);
    }
  }

  void visitLocalSet(LocalSet* curr) { localSets.push_back(curr->index); }

  void finish() {
    if (sets.empty()) {
      return;
    }
    frame.size = std::nullopt;
    std::optional<Index> base;
    std::optional<uint64_t> size;
    for (auto* set : sets) {
      if (auto* tee = set->value->dynCast<LocalSet>()) {
        base = tee->index;
        size = getTaken(tee->value);
        break;
      }
    }
    if (!size || std::count(localSets.begin(), localSets.end(), *base) != 1) {
      return;
    }
    auto isOther = [&](GlobalSet* set) {
      return !set->value->is<LocalSet>() &&
             !isRestored(set->value, *base, *size);
    };
    if (std::none_of(sets.begin(), sets.end(), isOther)) {
      frame.size = size;
    }
  }

private:
  std::vector<GlobalSet*> sets;
  std::vector<Index> localSets;

  std::optional<uint64_t> getTaken(Expression* value) {
    auto* sub = value->dynCast<Binary>();
    if (!sub || sub->op != SubInt32) {
      return std::nullopt;
    }
    auto* get = sub->left->dynCast<GlobalGet>();
    auto* constant = sub->right->dynCast<Const>();
    if (!get || get->name != stackPointer->name || !constant) {
      return std::nullopt;
    }
    return constant->value.getUnsigned();
  }

  static bool isRestored(Expression* value, Index base, uint64_t size) {
    auto* get = value->dynCast<LocalGet>();
    if (auto* add = value->dynCast<Binary>()) {
      auto* constant = add->right->dynCast<Const>();
      if (add->op != AddInt32 || !constant ||
          constant->value.getUnsigned() != size) {
        return false;
      }
      get = add->left->dynCast<LocalGet>();
    }
    return get && get->index == base;
  }
};

using Frames = std::unordered_map<Function*, Frame>;

Frames scanFrames(const Program& program) {
  Frames frames;
  ModuleUtils::ParallelFunctionAnalysis<Frame> analysis(
    program.module, [&](Function* func, Frame& frame) {
      if (!func->imported()) {
        FrameScanner scanner(program.stackPointer);
        scanner.walk(func->body);
        scanner.finish();
        frame = scanner.frame;
      }
    });
  frames.insert(analysis.map.begin(), analysis.map.end());
  return frames;
}

// Groups the call graph's nodes into SCCs, callees before callers.
struct CallSCCs : SCCs<std::vector<CallGraph::Node>::const_iterator, CallSCCs> {
  const CallGraph& graph;

  CallSCCs(const CallGraph& graph, const std::vector<CallGraph::Node>& roots)
    : SCCs(roots.begin(), roots.end()), graph(graph) {}

  void pushChildren(CallGraph::Node node) {
    for (auto callee : graph.getCallees(node)) {
      push(callee);
    }
  }
};

// The most that any chain of calls from the roots takes.
std::optional<uint64_t> findBound(const CallGraph& graph,
                                  const std::vector<CallGraph::Node>& roots,
                                  const Frames& frames) {
  std::vector<uint64_t> most(graph.size());
  uint64_t bound = 0;
  for (auto scc : CallSCCs(graph, roots)) {
    std::vector<CallGraph::Node> group;
    for (auto node : scc) {
      group.push_back(node);
    }
    // A group of one may still call itself, but as most[] is 0 for what isn't
    // finished, only its own frame decides.
    uint64_t callees = 0;
    uint64_t own = 0;
    bool recursive = group.size() > 1;
    for (auto node : group) {
      for (auto callee : graph.getCallees(node)) {
        callees = std::max(callees, most[callee]);
        recursive |= callee == node;
      }
      if (auto* func = graph.getFunction(node)) {
        const auto& size = frames.at(func).size;
        if (!size) {
          return std::nullopt;
        }
        own += *size;
      }
    }
    if (recursive && own > 0) {
      return std::nullopt;
    }
    for (auto node : group) {
      most[node] = callees + own;
    }
    bound = std::max(bound, callees + own);
  }
  return bound;
}

} // anonymous namespace

ShadowStack::ShadowStack(const Program& program, CallGraph& graph) {
  auto entries = findEntries(program, graph);
  auto reachable = graph.getReachable(entries);
  for (CallGraph::Node node = 0; node < reachable.size(); node++) {
    if (auto* func = graph.getFunction(node); func && reachable[node]) {
      onFiber.insert(func);
    }
  }
  if (!program.stackPointer) {
    unused = true;
    return;
  }

  auto frames = scanFrames(program);
  bool callsOut = reachable[graph.getOutside()];
  unused = !callsOut && std::none_of(onFiber.begin(),
                                     onFiber.end(),
                                     [&](Function* func) {
                                       return frames.at(func).touches;
                                     });
  if (callsOut || unused) {
    return;
  }
  // A bound that no region should have is as good as none.
  constexpr uint64_t MostSensible = 1 << 20;
  auto found = findBound(graph, entries, frames);
  if (found && *found <= MostSensible) {
    bound = *found;
  }
}

} // namespace wasm::fibers
