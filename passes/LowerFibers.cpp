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

//
// Lowers the calls of fiber.h to WebAssembly that engines run. Clang leaves
// them as calls of imports:
//
//   (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
//   ..
//   (call $fiber_yield (local.get $value))
//
// The pass turns the imports into definitions, which come from runtime/*.wat
// and bring along what they need. What becomes of the calls depends on the tier
// that the fibers of an entry have (Choice.h):
//
// - frames: functions that may yield get two more forms, which save what is
//   live in them and go on from there (frames/Forms.h). The functions
//   themselves stay as they are, for callers outside such fibers.
// - native: the calls stay, and the definitions use stack switching:
//
//   (func $fiber_yield (param $value i32) (result i32)
//     ..
//     (suspend $fiber.switch (local.get $value)))
//
// - asyncify: Binaryen's Asyncify changes the functions that may yield.
//
// Besides, the program's code is changed to detect overflow of a fiber's shadow
// stack, where no static bound says that there can be none, and a yield through
// a function of the host, or in one that is said never to yield.
//
//   wasm-opt --lower-fibers[=KEY:VALUE,..] in.wasm -o out.wasm
//
// See Options.h for the keys. A module that doesn't import an intrinsic is left
// as it is.
//

#include "LowerFibers.h"

#include <algorithm>
#include <bit>
#include <iostream>

#include "CallGraph.h"
#include "Choice.h"
#include "Entries.h"
#include "EntryKinds.h"
#include "Guards.h"
#include "Helpers.h"
#include "KnownCallbacks.h"
#include "KnownEntries.h"
#include "LegacyExceptions.h"
#include "MayYield.h"
#include "Options.h"
#include "PrintMayYield.h"
#include "Program.h"
#include "Report.h"
#include "Runtime.h"
#include "ShadowStack.h"
#include "StackLimit.h"
#include "UnyieldingError.h"
#include "asyncify/Asyncify.h"
#include "asyncify/Support.h"
#include "frames/Frames.h"
#include "frames/SplicedBlocks.h"
#include "frames/Temporaries.h"
#include "pass.h"
#include "wasm-builder.h"

namespace wasm {

namespace fibers {

struct LowerFibers : public Pass {
  std::ostream& reports;

  LowerFibers(std::ostream& reports) : reports(reports) {}

  // Adds suspends, and traps.
  bool addsEffects() override { return true; }

  void run(Module* module) override {
    auto options = Options::parse(getArgumentOrDefault("lower-fibers", ""));
    Program program(*module, options);
    if (program.intrinsics.empty()) {
      return;
    }
    translateLegacyExceptions(getPassRunner(), *module);
    KnownCallbacks known(*module, program.functionTable);
    for (auto* func : known.getUnyielding()) {
      program.setNeverYields(func);
    }
    std::optional<CallGraph> callGraph(std::in_place, program, known);
    checkAllocator(program, *callGraph, options);
    if (options.inlineHelpers && options.tier != Tier::Native &&
        inlineHelpers(getPassRunner(), program, *callGraph)) {
      callGraph.emplace(program, known);
    }
    const auto& graph = *callGraph;
    if (options.printAnalysis) {
      printMayYield(reports, MayYield(program, graph), *options.printAnalysis);
    }
    auto entries = findEntries(program, graph);
    warnOfEntries(program, graph, entries, std::cerr);
    Choice choice(program, graph, entries, options);
    std::optional<Report> report;
    if (options.report) {
      report.emplace(*module, choice, *options.report);
    }

    Runtime runtime(program, choice);
    configure(runtime, program, options, choice);
    runtime.configure("malloc_runs_fibers",
                      allocatorRunsFibers(program, graph));
    std::optional<FramesLowering> frames;
    bool nesting = false;
    if (choice.hasFrames() && choice.mayUnwind) {
      frames.emplace(program, *choice.mayUnwind, choice.framesNodes, runtime);
      nesting = mayNest(program, graph, choice.framesNodes);
    }
    GuardedCalls guardedCalls(program,
                              graph,
                              entries,
                              frames ? frames->getNodes()
                                     : std::vector<bool>(graph.size()),
                              options);
    bool hasEntryKinds = needsEntryKinds(program, graph, entries, choice);
    runtime.configure("has_entry_kinds", hasEntryKinds);
    if (hasEntryKinds) {
      runtime.bind(ModuleItemKind::Function,
                   "entry_kind",
                   addEntryKind(program, graph, choice));
    }
    auto onFrames = guardedCalls.getOnRegion(graph, choice.framesNodes, true);
    auto onSwitchedRegion =
      guardedCalls.getOnRegion(graph, choice.switchedNodes, false);
    ShadowStack framesStack(program, graph, onFrames, choice.framesNodes);
    ShadowStack switchedStack(
      program, graph, onSwitchedRegion, choice.switchedNodes);
    auto framesRegion =
      configureRegions(runtime, "frames_", options, framesStack);
    auto switchedRegion = configureRegions(runtime, "", options, switchedStack);
    if (report) {
      report->framesRegion = framesRegion;
      report->switchedRegion = switchedRegion;
    }
    bool hasRegions = !framesStack.unused || !switchedStack.unused;
    bool hasLimits = framesStack.needsLimits() || switchedStack.needsLimits();
    runtime.configure("has_limits", hasLimits);

    auto onSwitched = graph.getReachable(choice.switchedNodes);
    std::optional<MayYield> mayYieldOnFiber;
    std::optional<AsyncifyLowering> asyncify;
    if (choice.switched == Tier::Asyncify &&
        (options.tier || !choice.switchedNodes.empty())) {
      // If it was asked for, so it is for functions that no entry calls.
      std::vector<bool> elsewhere;
      if (!options.tier) {
        elsewhere = onSwitched;
        elsewhere.flip();
      }
      mayYieldOnFiber.emplace(
        program, graph, std::set{Intrinsic::Yield}, elsewhere);
      checkAsyncifySupport(program, *mayYieldOnFiber);
      asyncify.emplace(program, *mayYieldOnFiber);
    }
    bool hasDepth = nesting && frames->countsDepth();
    bool callsHost = guardedCalls.callsHost();
    // A switched fiber that yields has to be found. In fibers with frames, a
    // yield by a function's ordinary form is an error without that.
    bool hasCurrent =
      (choice.hasSwitched() &&
       (choice.switched == Tier::Native || program.hasYields())) ||
      program.hasExceptions || hasDepth || callsHost ||
      !guardedCalls.unyielding.empty();
    // In the native tier, no exception leaves a fiber unnoticed.
    bool hasLeft = callsHost && !program.hasExceptions &&
                   (choice.hasFrames() || choice.switched == Tier::Asyncify);
    bool hasOuterStack = hasRegions && guardedCalls.leavesRegions();
    runtime.configure("has_nesting", nesting);
    // Only a frames fiber does with one word, and only if it can't wait.
    bool isSmall =
      !choice.hasSwitched() && framesStack.unused && !hasDepth && !hasLeft;
    runtime.configure("record_shift", isSmall ? 4 : 5);
    runtime.configure("has_current", hasCurrent);
    runtime.configure("has_yields", program.hasYields());
    runtime.configure("has_outer_stack", hasOuterStack);
    runtime.configure("has_left", hasLeft);
    runtime.configure("has_unyielding", !guardedCalls.unyielding.empty());
    if (!guardedCalls.unyielding.empty()) {
      auto error = addUnyieldingError(
        program,
        guardedCalls.unyielding,
        program.fdWrite ? runtime.require("write_error") : Name());
      runtime.bind(ModuleItemKind::Function, "yield_in_unyielding", error);
    }
    if (auto error = known.getError(); error.is() && program.fdWrite) {
      auto* func = module->getFunction(error);
      func->body = Builder(*module).makeSequence(
        makeWriteError(program,
                       "fiber: the C or C++ library has called a function "
                       "through a pointer that it isn't known to call; lower "
                       "the program before anything optimizes it\n",
                       runtime.require("write_error")),
        func->body);
    }
    GuardNames guardNames;
    if (callsHost || !guardedCalls.unyielding.empty()) {
      guardNames.current = runtime.require("current");
    }
    if (!guardedCalls.unyielding.empty()) {
      guardNames.unyielding = runtime.require("unyielding");
    }
    if (callsHost) {
      guardNames.hostCall = runtime.require("host_call");
      guardNames.beginHostCall = runtime.require("begin_host_call");
      guardNames.endHostCall = runtime.require("end_host_call");
      if (hasLeft) {
        guardNames.leftFreed = runtime.require("left_freed");
        guardNames.runningHandle = runtime.require("running_handle");
        guardNames.checkFreed = runtime.require("check_freed");
      }
      if (hasDepth) {
        guardNames.stackLeft = runtime.require("stack_left");
        guardNames.wholeStack = runtime.require("whole_stack");
      }
    }
    if (hasOuterStack) {
      guardNames.stackPointer = program.stackPointer->name;
      guardNames.outerStackPointer = runtime.require("outer_stack_pointer");
      if (hasLimits) {
        guardNames.stackLimit = runtime.require("stack_limit");
      }
    }
    auto guards = addGuards(getPassRunner(), program, guardedCalls, guardNames);
    if (hasLimits) {
      std::vector<bool> unbounded(graph.size());
      for (CallGraph::Node node = 0; node < graph.size(); node++) {
        unbounded[node] =
          (framesStack.needsLimits() && onFrames[node]) ||
          (switchedStack.needsLimits() && onSwitchedRegion[node]);
      }
      enforceStackLimit(getPassRunner(),
                        program,
                        getFunctions(graph, unbounded),
                        runtime.require("stack_limit"),
                        runtime.require("stack_overflow"));
    }
    if (frames) {
      frames->copyFunctions();
      frames->setGuards(guards);
    }
    for (auto& [import, func] : program.allocator.getFunctions()) {
      runtime.bind(ModuleItemKind::Function, import, guards.get(func->name));
    }
    auto callKnown = [&](Name caller, const auto& nodes, auto getTarget) {
      auto known = findKnownEntries(program, graph, entries, nodes);
      for (auto& entry : known) {
        entry.func = getTarget(entry.func);
      }
      runtime.callDirectly(caller, known);
    };
    // The native tier calls an entry once for each fiber, and better not from
    // where it would be inlined.
    if (choice.switched == Tier::Asyncify) {
      callKnown("start_switched", choice.switchedNodes, [&](Name func) {
        return guards.get(func);
      });
    }
    if (frames) {
      callKnown("start_frames", choice.framesNodes, [&](Name func) {
        return frames->getCallForm(func);
      });
    }
    Name yield;
    FrameNames frameNames;
    if (asyncify && asyncify->isNeeded()) {
      yield = runtime.require("fiber_yield");
      frameNames = {runtime.require("asyncify_state"),
                    runtime.require("asyncify_position"),
                    runtime.require("asyncify_end"),
                    runtime.require("asyncify_grow")};
    }
    runtime.merge();
    // V8 has better code for a function that is called often only when it is
    // called again, and a loop in main never is. Where a resume switches
    // stacks, that is most of what it costs.
    if (!options.aheadOfTime) {
      runtime.keepResumeApart();
    }
    runtime.inlineYield();
    if (frames) {
      frames->run(getPassRunner());
    }
    if (asyncify && asyncify->isNeeded()) {
      asyncify->run(getPassRunner(), yield, frameNames);
    }
    if (report) {
      report->print(reports, frames ? &*frames : nullptr);
    }
  }

private:
  // Whether fibers that start in the entries may allocate, resume or free one.
  static bool mayNest(const Program& program,
                      const CallGraph& graph,
                      const std::vector<CallGraph::Node>& entries) {
    auto onFiber = graph.getReachable(entries);
    return std::any_of(program.intrinsics.begin(),
                       program.intrinsics.end(),
                       [&](const Intrinsic& intrinsic) {
                         return intrinsic.kind != Intrinsic::Yield &&
                                onFiber[graph.getNode(intrinsic.func->name)];
                       });
  }

  static std::unordered_set<Function*>
  getFunctions(const CallGraph& graph, const std::vector<bool>& nodes) {
    std::unordered_set<Function*> funcs;
    for (CallGraph::Node node = 0; node < nodes.size(); node++) {
      if (auto* func = graph.getFunction(node); func && nodes[node]) {
        funcs.insert(func);
      }
    }
    return funcs;
  }

  static void configure(Runtime& runtime,
                        const Program& program,
                        const Options& options,
                        const Choice& choice) {
    auto maxSwitched = options.maxFibers.value_or(Options::MaxStacks);
    auto maxFibers = options.maxFibers.value_or(
      choice.hasFrames() ? Options::MaxFrames : Options::MaxStacks);
    runtime.configure("max_fibers", maxFibers);
    runtime.configure("max_switched", maxSwitched);
    // One more than the highest index, so that no handle is all ones.
    runtime.configure("index_mask", std::bit_ceil(maxFibers + 2) - 1);
    runtime.configure("has_frames", choice.hasFrames());
    runtime.configure("has_switched", choice.hasSwitched());
    runtime.configure("buffer_size", options.asyncifyBuffer);
    runtime.configure("has_exceptions", program.hasExceptions);
  }

  // Decides the regions of one kind of fiber: `kind` is "frames_", or empty for
  // switched ones, as in runtime/program.wat. Returns a region's bytes.
  static uint32_t configureRegions(Runtime& runtime,
                                   const std::string& kind,
                                   const Options& options,
                                   const ShadowStack& shadowStack) {
    runtime.configure("has_" + kind + "regions", !shadowStack.unused);
    auto size = shadowStack.bound.value_or(options.stackSize);
    runtime.configure("default_" + kind + "region_size", size);
    runtime.configure("min_" + kind + "region_size",
                      std::min(shadowStack.least, size));
    return shadowStack.unused ? 0 : size;
  }
};

} // namespace fibers

void registerWasmFibersPasses(std::ostream& reports) {
  PassRegistry::get()->registerPass(
    "lower-fibers",
    "lowers the fiber_* intrinsics of wasm-fibers: to frames in memory, to "
    "stack switching, or to Asyncify",
    [&reports] { return new fibers::LowerFibers(reports); });
  // Parts of it that otherwise only the time shows that it takes.
  PassRegistry::get()->registerTestPass(
    "share-temporaries", "has locals of flat code share an index", [] {
      return fibers::createShareTemporariesPass(0).release();
    });
  PassRegistry::get()->registerTestPass(
    "print-known-callbacks",
    "prints how what is known of the C and C++ libraries fits a module",
    [] { return fibers::createPrintKnownCallbacksPass().release(); });
  PassRegistry::get()->registerTestPass(
    "splice-blocks",
    "puts what is in blocks without a label in those around them",
    [] { return fibers::createSpliceBlocksPass().release(); });
}

} // namespace wasm
