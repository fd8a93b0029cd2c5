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

#include "Plan.h"

#include <algorithm>

#include "EntryKinds.h"
#include "analysis/Allocator.h"
#include "analysis/LongJumps.h"
#include "analysis/ShadowStack.h"

namespace wasm::fibers {

namespace {

std::optional<FramesPlan> planFrames(const Program& program,
                                     const Choice& choice,
                                     const Options& options) {
  if (!choice.hasFrames() || !choice.mayUnwind) {
    return std::nullopt;
  }
  return FramesPlan(program,
                    *choice.mayUnwind,
                    choice.framesNodes,
                    choice.fallbackNodes,
                    options);
}

// Whether fibers that start in the entries may allocate, resume or free one.
bool mayReachFibers(const Program& program,
                    const CallGraph& graph,
                    const std::vector<CallGraph::Node>& entries) {
  auto onFiber = graph.getReachable(entries);
  return std::any_of(program.intrinsics.begin(),
                     program.intrinsics.end(),
                     [&](const Intrinsic& intrinsic) {
                       return intrinsic.kind != Intrinsic::Yield &&
                              intrinsic.kind != Intrinsic::IsRunning &&
                              onFiber[graph.getNode(intrinsic.func->name)];
                     });
}

} // anonymous namespace

Plan::Plan(const Program& program,
           const CallGraph& graph,
           const std::vector<CallGraph::Node>& entries,
           const Choice& choice,
           const Options& options)
  : frames(planFrames(program, choice, options)),
    guardedCalls(program,
                 graph,
                 entries,
                 frames ? frames->nodes : std::vector<bool>(graph.size()),
                 options),
    unlistedCalls(program, graph, entries), checked(graph.size()),
    hasFrames(choice.hasFrames()), hasFallback(choice.hasFallback()),
    asyncifyBuffer(options.asyncifyBuffer),
    hasEntryKinds(needsEntryKinds(program, graph, entries, choice)),
    allocatorHasFibers(fibers::allocatorHasFibers(program, graph)) {
  auto planRegion = [&](const std::vector<CallGraph::Node>& starts,
                        bool withFrames) {
    auto nodes = guardedCalls.getOnRegion(graph, starts, withFrames);
    ShadowStack stack(program, graph, nodes, starts);
    Region region;
    region.exists = !stack.unused;
    region.size = stack.bound.value_or(
      options.stackSize.value_or(Options::DefaultStackSize));
    region.least = std::min(stack.least, region.size);
    region.unbounded = stack.unbounded;
    if (!region.unbounded.empty()) {
      hasLimits = true;
      for (CallGraph::Node node = 0; node < graph.size(); node++) {
        checked[node] = checked[node] || nodes[node];
      }
    }
    return region;
  };
  programStack = program.getStackSize();
  framesRegion = planRegion(choice.framesNodes, true);
  fallbackRegion = planRegion(choice.fallbackNodes, false);

  framesMayNest = frames && mayReachFibers(program, graph, choice.framesNodes);
  fallbackMayNest = mayReachFibers(program, graph, choice.fallbackNodes);
  maxFallback = options.maxFibers.value_or(Options::MaxStacks);
  maxFibers = options.maxFibers.value_or(hasFrames ? Options::MaxFrames
                                                   : Options::MaxStacks);
  bool callsHost = guardedCalls.callsHost();
  hasOuterStack = hasRegions() && guardedCalls.leavesRegions();
  bool hasNative = hasFallback && choice.fallback == Tier::Native;
  hasExceptions = program.hasExceptions || hasNative;
  hasBacktrace = program.findIntrinsic(Intrinsic::NextFrame);
  keepsCaught = frames && frames->hasHandlers && program.cxaGetGlobals;
  hasLeft = callsHost && !hasExceptions;
  checksJumps = hasRegions() && throwsLongJumps(program.module);
  // A fiber of the fallback tier that yields has to be found. In fibers with
  // frames, a yield by a function's ordinary form is an error without that.
  hasCurrent = hasExceptions || (hasFallback && program.hasYields()) ||
               callsHost || hasUnyielding() || (frames && frames->shares) ||
               program.findIntrinsic(Intrinsic::IsRunning) || hasBacktrace;
  knownFrames = findKnownEntries(program, graph, entries, choice.framesNodes);
  knownFallback =
    findKnownEntries(program, graph, entries, choice.fallbackNodes);
  resumeStaysApart = !options.aheadOfTime && !hasNative;
  hasSmallRecords = !hasFallback && !framesRegion.exists && !mayWait() &&
                    !hasLeft && !keepsCaught && !hasBacktrace;
}

std::ostream& operator<<(std::ostream& os, const Plan& plan) {
  auto printRegion = [&](const char* tier, const Plan::Region& region) {
    os << "region, " << tier << ": ";
    if (!region.exists) {
      os << "none\n";
      return;
    }
    os << region.size << " bytes, at least " << region.least << ", "
       << (region.unbounded.empty() ? "bounded" : region.unbounded) << '\n';
  };
  auto printFuncs = [&](const char* what, const std::vector<Function*>& funcs) {
    for (auto* func : funcs) {
      os << what << ": '" << func->name << "'\n";
    }
  };
  auto print = [&](const char* what, uint32_t value) {
    os << what << ": " << value << '\n';
  };
  printRegion("frames", plan.framesRegion);
  printRegion("fallback", plan.fallbackRegion);
  printFuncs("guarded, of the host", plan.guardedCalls.imports);
  printFuncs("guarded, never yields", plan.guardedCalls.unyielding);
  printFuncs("may call what yields, and isn't listed",
             plan.unlistedCalls.callers);
  printFuncs("guarded, on the resumer's stack",
             plan.guardedCalls.onResumersStack);
  printFuncs("guarded, called by forms", plan.guardedCalls.calledByForms);
  print("exports are guarded", plan.guardedCalls.exports);
  print("functions that are checked",
        std::count(plan.checked.begin(), plan.checked.end(), true));
  print("most fibers", plan.maxFibers);
  print("most fibers of the fallback tier", plan.maxFallback);
  print("runs on the outermost resumer's stack", plan.hasOuterStack);
  print("has exceptions", plan.hasExceptions);
  print("forms catch exceptions", plan.frames && plan.frames->hasHandlers);
  print("frames fibers have caught exceptions", plan.keepsCaught);
  print("looks at each longjmp", plan.checksJumps);
  print("may be left", plan.hasLeft);
  print("knows the running fiber", plan.hasCurrent);
  print("tells which functions wait", plan.hasBacktrace);
  print("looks up what entries are", plan.hasEntryKinds);
  print("small records", plan.hasSmallRecords);
  print("fibers in the allocator", plan.allocatorHasFibers);
  print("counts the engine's stack", plan.hasDepth());
  print("fibers in fibers, frames", plan.framesMayNest);
  print("fibers in fibers, fallback", plan.fallbackMayNest);
  print("frames with parents", plan.frames && plan.frames->hasParents);
  return os;
}

} // namespace wasm::fibers
