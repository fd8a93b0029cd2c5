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

#include "prepare/Helpers.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "analysis/Entries.h"
#include "analysis/FunctionScan.h"
#include "analysis/MayYield.h"
#include "analysis/Obstacle.h"
#include "ir/export-utils.h"
#include "ir/find_all.h"
#include "ir/utils.h"

namespace wasm::fibers {

namespace {

// In expressions. Binaryen inlines functions without calls up to as many, where
// it optimizes for speed.
constexpr Index MaxSize = 20;
// Of a function that is called at one place. Binaryen would inline it whatever
// its size, but not before it is lowered.
constexpr Index MaxSizeOfOnlyCall = 200;

// The functions that are worth it.
std::unordered_set<Function*> findHelpers(const Program& program,
                                          const CallGraph& graph) {
  MayYield mayUnwind(program, graph, {Intrinsic::Yield, Intrinsic::Resume});
  auto onFiber =
    graph.getReachable(findEntries(program, graph), mayUnwind.getNodes());

  struct Scan {
    Index size = 0;
    // Of functions on fibers.
    std::vector<CallGraph::Node> callees;
  };
  auto scans = scanFunctions<Scan>(
    program.module,
    graph.getOutside(),
    [&](Function* func, CallGraph::Node node, Scan& scan) {
      if (onFiber[node]) {
        scan.size = Measurer::measure(func->body);
      }
      for (auto* call : FindAll<Call>(func->body).list) {
        if (auto callee = graph.getNode(call->target); onFiber[callee]) {
          scan.callees.push_back(callee);
        }
      }
    });
  std::vector<Index> calls(graph.getOutside());
  for (auto& scan : scans) {
    for (auto callee : scan.callees) {
      calls[callee]++;
    }
  }

  auto exported = ExportUtils::getExportedFunctions(program.module);
  std::unordered_set<Function*> exports(exported.begin(), exported.end());
  // Callees first, so that what they are inlined into is as large as it will be
  // then.
  std::vector<CallGraph::Node> order;
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    if (onFiber[node]) {
      order.push_back(node);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return mayUnwind.getInfo(a)->scc < mayUnwind.getInfo(b)->scc;
  });
  std::unordered_set<Function*> helpers;
  for (auto node : order) {
    auto* func = graph.getFunction(node);
    if (func->imported()) {
      continue;
    }
    auto& [size, callees] = scans[node];
    for (auto callee : callees) {
      if (helpers.contains(graph.getFunction(callee))) {
        size += scans[callee].size;
      }
    }
    auto isOnlyCall = calls[node] == 1 && !graph.isReferenced(func);
    // What stands in the way of the frames tier is told by the function's name.
    // A function that catches exceptions and doesn't yield is none in
    // Asyncify's way, but its caller may yield.
    if (calls[node] > 0 && size <= (isOnlyCall ? MaxSizeOfOnlyCall : MaxSize) &&
        !func->noFullInline && !mayUnwind.getInfo(node)->recursive &&
        !exports.contains(func) &&
        !findObstacle(func, program, mayUnwind, Tier::Frames) &&
        !FindAll<TryTable>(func->body).has()) {
      helpers.insert(func);
    }
  }
  return helpers;
}

} // anonymous namespace

bool inlineHelpers(PassRunner* runner,
                   const Program& program,
                   const CallGraph& graph) {
  auto& module = program.module;
  auto helpers = findHelpers(program, graph);
  if (helpers.empty()) {
    return false;
  }
  // Tells Binaryen's pass by the annotations with which a toolchain does that.
  std::unordered_map<Name, std::optional<uint8_t>> annotations;
  for (auto& func : module.functions) {
    auto& annotation = func->funcAnnotations.toolchainInline;
    annotations[func->name] = annotation;
    annotation = helpers.contains(func.get()) ? CodeAnnotation::AlwaysInline
                                              : CodeAnnotation::NeverInline;
  }
  // Binaryen warns of DWARF. But the locals that DWARF tells of stay where they
  // are, since those of inlined functions come after them.
  auto options = runner->options;
  options.debugInfo = false;
  // It would split functions, whether they are annotated or not.
  options.inlining.partialInliningIfs = 0;
  PassRunner inliner(&module, options);
  inliner.setIsNested(true);
  inliner.add("inlining");
  inliner.run();
  for (auto& func : module.functions) {
    func->funcAnnotations.toolchainInline = annotations.at(func->name);
  }
  return true;
}

} // namespace wasm::fibers
