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

#include "frames/EngineStack.h"

#include <algorithm>

#include "TailCalls.h"
#include "analysis/FunctionScan.h"
#include "frames/Activation.h"
#include "ir/iteration.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// The return address, saved registers, what the engine itself keeps there, and
// a few values that only it knows of.
constexpr uint32_t Base = 96;

// A value's place. Cranelift has 16 bytes for floats, as for vectors.
uint32_t getSlot(Type type) {
  uint32_t bytes = 0;
  for (auto part : type) {
    bytes += part == Type::i32 || part == Type::i64 ? 8 : 16;
  }
  return bytes;
}

// Finds how much values there are at most that are computed and not used yet.
// For a call, its operands are there twice: as such, and as the callee finds
// them; and so are several results.
struct OperandScanner
  : public PostWalker<OperandScanner,
                      UnifiedExpressionVisitor<OperandScanner>> {
  uint32_t most = 0;

  void visitExpression(Expression* curr) {
    // What the children need is on top of the list, in their order.
    uint32_t need = 0;
    uint32_t values = 0;
    ChildIterator children(curr);
    auto first = needs.size() - children.getNumChildren();
    auto next = first;
    for (auto* child : children) {
      need = std::max(need, values + needs[next++]);
      if (child->type.isConcrete()) {
        values += getSlot(child->type);
      }
    }
    needs.resize(first);
    if (curr->is<Call>() || curr->is<CallIndirect>() || curr->is<CallRef>()) {
      values *= 2;
      if (curr->type.isConcrete()) {
        values += getSlot(curr->type) * (curr->type.isTuple() ? 2 : 1);
      }
    } else if (curr->type.isConcrete()) {
      values = std::max(values, getSlot(curr->type));
    }
    need = std::max(need, values);
    needs.push_back(need);
    most = std::max(most, need);
  }

private:
  // Of expressions whose parent is still to come.
  std::vector<uint32_t> needs;
};

} // anonymous namespace

uint32_t estimateStack(Function* func) {
  OperandScanner scanner;
  scanner.walk(func->body);
  uint32_t bytes = Base + scanner.most;
  for (Index i = 0; i < func->getNumLocals(); i++) {
    bytes += getSlot(func->getLocalType(i));
  }
  return bytes;
}

uint32_t estimateJoins(Function* func, const Activation& activation) {
  uint32_t bytes = activation.points.size() * getSlot(Type::i64);
  for (auto local : activation.saved) {
    bytes += 2 * getSlot(func->getLocalType(local));
  }
  return bytes;
}

EngineStack::EngineStack(const Program& program,
                         const CallGraph& graph,
                         const std::vector<bool>& forms,
                         const std::vector<Node>& entries,
                         const std::set<Intrinsic::Kind>& entering)
  : graph(graph),
    merged(graph,
           program.module.start.is() ? graph.getNode(program.module.start)
                                     : graph.getOutside()),
    ownForms(graph.size()), tailCallers(graph.size()) {
  // From here on, the graph's nodes are no longer the module's functions.
  for (Node node = 0; node < graph.size(); node++) {
    auto* func = graph.getFunction(node);
    ownForms[node] = forms[node] && !(func && func->imported());
  }
  activations = scanFunctions<uint32_t>(
    program.module,
    graph.getOutside(),
    [](Function* func, Node, uint32_t& bytes) { bytes = estimateStack(func); });
  activations.resize(graph.size());
  std::vector<bool> inModule(graph.size(), true);
  inModule[graph.getOutside()] = false;
  auto reachable = graph.getReachable(entries, inModule);
  // Callers of what enters fibers, and theirs.
  std::vector<Node> resumes;
  for (auto& [kind, func] : program.intrinsics) {
    auto node = graph.getNode(func->name);
    if (entering.contains(kind) && reachable[node]) {
      resumes.push_back(node);
    }
  }
  reachesResume = graph.getReaching(resumes, reachable);
  onFibers.resize(graph.size());
  for (Node node = 0; node < graph.size(); node++) {
    onFibers[node] = forms[node] || reachesResume[node];
  }
}

void EngineStack::read(Node node, Function* func, uint32_t joins) {
  tailCallers[node] = hasTailCalls(func->body);
  activations[node] = estimateStack(func) + joins;
}

void EngineStack::merge() {
  auto all = activations;
  for (auto [node, bytes] : callers) {
    all[node] += bytes;
  }
  merged.merge(all);
}

void EngineStack::choose(bool countsDepth) {
  merge();
  counted = std::make_unique<CountedForms>(
    graph,
    countsDepth ? ownForms : std::vector<bool>(graph.size()),
    merged,
    tailCallers);
}

// Whether the nodes are a recursion that has functions which count.
bool EngineStack::isCounted(const std::vector<Node>& group) const {
  return graph.isRecursive(group) &&
         std::all_of(group.begin(), group.end(), [&](Node node) {
           return ownForms[node];
         });
}

// The longest chain of calls. A fiber may be entered in any function that has
// forms, so that a counted one may be at the beginning, where it isn't counted.
// Of those that recurse and don't count, a chain has what is counted for them.
uint32_t EngineStack::getMost(const std::vector<bool>& within) const {
  std::vector<uint32_t> below(graph.size());
  // Which group a node is in, counted from 1.
  std::vector<Index> groups(graph.size());
  Index number = 0;
  uint32_t most = 0;
  for (auto& group : graph.getSCCs(within)) {
    number++;
    for (auto node : group) {
      groups[node] = number;
    }
    uint32_t callees = 0;
    uint32_t own = 0;
    uint32_t uncounted = 0;
    uint32_t first = 0;
    for (auto node : group) {
      for (auto callee : graph.getCallees(node)) {
        callees =
          std::max(callees, merged.getBeside(node, callee, below[callee]));
      }
      bool isPart = groups[merged.getOnlyCaller(node)] == number;
      own += counted->getCounted(node) || isPart ? 0 : merged.get(node);
      first = std::max(first, counted->getCounted(node));
      uncounted = std::max(uncounted, counted->getUncounted(node));
    }
    if (isCounted(group)) {
      own = uncounted;
    }
    for (auto node : group) {
      below[node] = callees + own;
    }
    most = std::max(most, callees + own + first);
  }
  return most;
}

} // namespace wasm::fibers
