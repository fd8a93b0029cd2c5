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

#include "frames/FramesPlan.h"

#include <algorithm>

#include "frames/FormSize.h"
#include "frames/FrameLayout.h"
#include "ir/find_all.h"
#include "ir/properties.h"
#include "ir/utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Where speed matters, how large the functions that could be shared are
// together, at the least: with adapters, to resume a fiber takes somewhat
// longer.
constexpr Index LeastSharedInAll = 3000;

// Finds out what the plan needs to know of a function's code: whether it
// catches exceptions, which kinds of references it has in variables, or
// computes, and whom it calls by reference.
struct CodeReader
  : public PostWalker<CodeReader, UnifiedExpressionVisitor<CodeReader>> {
  const Program& program;
  const MayYield& mayUnwind;
  FramesPlan& plan;

  CodeReader(Function* func,
             const Program& program,
             const MayYield& mayUnwind,
             FramesPlan& plan)
    : program(program), mayUnwind(mayUnwind), plan(plan) {
    for (Index i = 0; i < func->getNumLocals(); i++) {
      note(func->getLocalType(i));
    }
    walk(func->body);
  }

  void visitExpression(Expression* curr) {
    plan.hasHandlers |= curr->is<TryTable>();
    // What is constant is computed where it is used.
    if (!Properties::isConstantExpression(curr)) {
      note(curr->type);
    }
    if (auto* call = curr->dynCast<CallRef>()) {
      if (mayUnwind.mayYield(call)) {
        noteCalled(call->target->type.getHeapType());
      }
    } else if (auto* call = curr->dynCast<CallIndirect>()) {
      if (call->table != program.functionTable->name &&
          mayUnwind.mayYield(call)) {
        noteCalled(call->heapType);
      }
    }
  }

private:
  void noteCalled(HeapType type) {
    auto& types = plan.calledByReference;
    if (std::find(types.begin(), types.end(), type) == types.end()) {
      types.push_back(type);
    }
  }

  void note(Type type) {
    for (auto part : type) {
      if (auto kind = getReferenceKind(part)) {
        plan.keeps[uint32_t(*kind)] = true;
      }
    }
  }
};

} // anonymous namespace

FramesPlan::FramesPlan(const Program& program,
                       const MayYield& mayUnwind,
                       const std::vector<CallGraph::Node>& entries,
                       const std::vector<CallGraph::Node>& otherEntries,
                       const Options& options)
  : nodes(mayUnwind.getGraph().getReachable(entries, mayUnwind.getNodes())),
    goal(options.getGoal()), aheadOfTime(options.aheadOfTime),
    records(options.recordYields),
    namesFrames(records || program.findIntrinsic(Intrinsic::NextFrame)) {
  const auto& graph = mayUnwind.getGraph();
  for (auto& [kind, func] : program.intrinsics) {
    if (kind == Intrinsic::Yield) {
      yields.insert(func->name);
      yieldsIndirectly |= graph.isReferenced(func);
    } else if (kind == Intrinsic::Resume) {
      resumes |= nodes[graph.getNode(func->name)];
    } else if (kind == Intrinsic::Free) {
      frees = nodes[graph.getNode(func->name)];
    } else if (kind == Intrinsic::NextFrame) {
      tells = nodes[graph.getNode(func->name)];
    }
  }
  resumes |= frees || tells;
  bool yieldsLast = false;
  countsDepth = resumes;
  for (CallGraph::Node node = 0; node < nodes.size(); node++) {
    if (!nodes[node]) {
      continue;
    }
    countsDepth |= mayUnwind.getInfo(node)->recursive;
    auto* func = graph.getFunction(node);
    if (func && !func->imported()) {
      yieldsLast |= yieldsInTailCall(func, yields);
      CodeReader(func, program, mayUnwind, *this);
    }
  }
  yieldsIndirectly |= yieldsLast;
  // The frame of a yield in a tail call is made behind the function's.
  hasParents = yieldsLast || findParents(graph);
  findShared(graph, otherEntries, options);
}

// Functions that fallback fibers run have to be what they were.
void FramesPlan::findShared(const CallGraph& graph,
                            const std::vector<CallGraph::Node>& otherEntries,
                            const Options& options) {
  shared.resize(nodes.size());
  auto onOthers = graph.getReachable(otherEntries);
  Index all = 0;
  for (CallGraph::Node node = 0; node < nodes.size(); node++) {
    auto* func = graph.getFunction(node);
    if (nodes[node] && !onOthers[node] && func && !func->imported()) {
      auto size = Measurer::measure(func->body);
      shared[node] = isLargeToKeep(size, goal);
      all += shared[node] ? size : 0;
    }
  }
  hasMuchCode =
    all >= (goal == Options::Goal::Size ? Index(1) : LeastSharedInAll);
  shares = hasMuchCode && !options.ordinaryCopies;
  if (!shares) {
    shared.assign(nodes.size(), false);
  }
}

// Whether a function that may unwind calls another than fiber_yield.
bool FramesPlan::findParents(const CallGraph& graph) const {
  auto mayLeaveFrame = [&](CallGraph::Node callee) {
    auto* func = graph.getFunction(callee);
    return nodes[callee] && !(func && yields.contains(func->name));
  };
  for (CallGraph::Node node = 0; node < nodes.size(); node++) {
    auto* func = graph.getFunction(node);
    const auto& callees = graph.getCallees(node);
    if (nodes[node] && func && !func->imported() &&
        std::any_of(callees.begin(), callees.end(), mayLeaveFrame)) {
      return true;
    }
  }
  return false;
}

bool yieldsInTailCall(Function* func, const std::unordered_set<Name>& yields) {
  for (auto* call : FindAll<Call>(func->body).list) {
    if (call->isReturn && yields.contains(call->target)) {
      return true;
    }
  }
  return false;
}

} // namespace wasm::fibers
