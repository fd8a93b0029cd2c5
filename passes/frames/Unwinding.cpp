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

#include "frames/Unwinding.h"

#include <algorithm>

#include "analysis/FunctionScan.h"
#include "analysis/Obstacle.h"
#include "ir/find_all.h"

namespace wasm::fibers {

namespace {

MayYield find(const Program& program,
              const MayYield& mayYield,
              const std::set<Intrinsic::Kind>& kinds) {
  const auto& graph = mayYield.getGraph();
  MayYield all(program, graph, kinds);

  auto scanned = scanFunctions<uint8_t>(
    program.module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node node, uint8_t& isOpaque) {
      isOpaque = all.mayYield(node) && !mayYield.mayYield(node) &&
                 (program.isOnResumersStack(func) ||
                  findObstacle(func, program, all, Tier::Frames));
    });
  std::vector<bool> opaque(scanned.begin(), scanned.end());
  opaque.resize(graph.size());
  // Call forms are found by the index in a table that doesn't change.
  for (CallGraph::Node node = 0; node < graph.size(); node++) {
    auto* indirection = graph.getIndirection(node);
    if (indirection && !mayYield.mayYield(node)) {
      opaque[node] = indirection->table != program.functionTable;
    }
  }
  return MayYield(program, graph, kinds, opaque);
}

// Whether a fiber that is freed may have anything to run.
bool mayCatch(const Program& program,
              const MayYield& mayUnwind,
              const std::vector<CallGraph::Node>& entries) {
  const auto& graph = mayUnwind.getGraph();
  auto onFibers = graph.getReachable(entries, mayUnwind.getNodes());
  auto catching = scanFunctions<uint8_t>(
    program.module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node node, uint8_t& catches) {
      catches = onFibers[node] && FindAll<TryTable>(func->body).has();
    });
  return std::find(catching.begin(), catching.end(), true) != catching.end();
}

} // anonymous namespace

MayYield findUnwinding(const Program& program,
                       const MayYield& mayYield,
                       const std::vector<CallGraph::Node>& entries) {
  std::set kinds{Intrinsic::Yield, Intrinsic::Resume, Intrinsic::NextFrame};
  auto mayUnwind = find(program, mayYield, kinds);
  if (program.findIntrinsic(Intrinsic::Free) &&
      mayCatch(program, mayUnwind, entries)) {
    kinds.insert(Intrinsic::Free);
    return find(program, mayYield, kinds);
  }
  return mayUnwind;
}

} // namespace wasm::fibers
