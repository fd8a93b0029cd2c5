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

#include <iostream>
#include <memory>
#include <optional>
#include <vector>

#include "Choice.h"
#include "EntryKinds.h"
#include "Guards.h"
#include "LongJumpChecks.h"
#include "Options.h"
#include "Plan.h"
#include "Report.h"
#include "Runtime.h"
#include "StackLimit.h"
#include "UnlistedCalls.h"
#include "UnyieldingError.h"
#include "WaitingFunctions.h"
#include "analysis/CallGraph.h"
#include "analysis/Entries.h"
#include "analysis/MayYield.h"
#include "analysis/PrintMayYield.h"
#include "analysis/Program.h"
#include "asyncify/AsyncifyLowering.h"
#include "await/Awaiting.h"
#include "frames/EarlyValues.h"
#include "frames/FramesLowering.h"
#include "frames/SplicedBlocks.h"
#include "frames/Temporaries.h"
#include "frames/TupleSets.h"
#include "ir/import-utils.h"
#include "ir/module-utils.h"
#include "native/NativeLowering.h"
#include "pass.h"
#include "prepare/LibraryCalls.h"
#include "prepare/Preparation.h"
#include "wasm-builder.h"

namespace wasm {

namespace fibers {

class LowerFibers : public Pass {
public:
  // Writes reports to `reports`. If it is only to plan, the plan is all that it
  // writes, and all that it does.
  LowerFibers(std::ostream& reports, bool onlyPlans)
    : reports(reports), onlyPlans(onlyPlans) {}

  // Adds suspends, and traps.
  bool addsEffects() override { return true; }

  void run(Module* module) override {
    if (!onlyPlans) {
      lower(module);
      return;
    }
    // What can't be read is changed before the plan is made.
    Module copy;
    ModuleUtils::copyModule(*module, copy);
    lower(&copy);
  }

private:
  void lower(Module* module) {
    auto options = getOptions();
    checkIntrinsics(*module);
    auto numImports = ImportInfo(*module).getNumImportedFunctions();
    Awaiting awaiting(*module, options);
    Program program(*module, options);
    if (program.intrinsics.empty()) {
      return;
    }
    Preparation prepared(getPassRunner(), program, awaiting, options);

    // The program is read.
    const auto& graph = prepared.getGraph();
    if (options.printAnalysis) {
      printMayYield(reports,
                    MayYield(program, graph),
                    prepared.getLibraryCalls().getNarrowing(),
                    prepared.getPassed(),
                    *options.printAnalysis);
    }
    auto entries = findEntries(program, graph);
    warnOfEntries(program, graph, entries, std::cerr);
    Choice choice(program, graph, entries, options);
    Plan plan(program, graph, entries, choice, options);
    if (onlyPlans) {
      reports << plan;
      return;
    }
    lowerAsPlanned(program, prepared, choice, plan, options, numImports);
  }

  // The module as it came had so many imported functions.
  void lowerAsPlanned(const Program& program,
                      Preparation& prepared,
                      const Choice& choice,
                      const Plan& plan,
                      const Options& options,
                      Index numImports) {
    const auto& graph = prepared.getGraph();
    std::optional<Report> report;
    if (options.report) {
      report.emplace(program.module, choice, plan, *options.report);
    } else if (!options.tier) {
      noteFallback(std::cerr, graph, choice);
    }
    auto lowerings = makeLowerings(program, graph, choice, plan, options);
    for (auto& lowering : lowerings) {
      lowering->analyze();
    }
    if (!options.stackSize) {
      noteUnbounded(std::cerr, plan);
    }

    // From here on, the module changes. The call graph knows the functions that
    // there were.
    Runtime runtime(program, choice, plan);
    for (auto& lowering : lowerings) {
      lowering->require(runtime);
    }
    std::optional<WaitingFunctions> waiting;
    if (plan.hasBacktrace) {
      waiting.emplace(program, graph, choice, numImports, runtime);
      for (auto& lowering : lowerings) {
        lowering->tellOf(*waiting);
      }
    }
    auto guards = addGuards(getPassRunner(), program, plan, runtime);
    markUnlistedCalls(program, plan, runtime);
    enforceStackLimit(getPassRunner(), program, graph, plan, runtime);
    checkLongJumps(getPassRunner(), program, plan, runtime);
    for (auto& lowering : lowerings) {
      lowering->copy();
    }
    for (auto& lowering : lowerings) {
      lowering->beforeMerge(runtime, guards);
    }
    addForRuntime(program,
                  graph,
                  choice,
                  plan,
                  prepared.getLibraryCalls(),
                  guards,
                  runtime);
    merge(program, plan, runtime);
    for (auto& lowering : lowerings) {
      lowering->afterMerge(getPassRunner());
    }
    if (waiting) {
      waiting->define();
    }
    prepared.getHostTable().define();
    if (report) {
      for (auto& lowering : lowerings) {
        lowering->report(*report);
      }
      report->print(reports);
    }
  }

  Options getOptions() {
    auto options = Options::parse(getArgumentOrDefault(name, ""));
    if (!options.goal && getPassOptions().shrinkLevel > 0) {
      options.goal = Options::Goal::Size;
    }
    return options;
  }

  // The tiers that fibers of the program have.
  static std::vector<std::unique_ptr<Lowering>>
  makeLowerings(const Program& program,
                const CallGraph& graph,
                const Choice& choice,
                const Plan& plan,
                const Options& options) {
    std::vector<std::unique_ptr<Lowering>> lowerings;
    if (plan.frames) {
      lowerings.push_back(
        std::make_unique<FramesLowering>(program, choice, plan));
    }
    // If Asyncify was asked for, so it is for functions that no entry calls.
    if (choice.fallback == Tier::Asyncify &&
        (options.tier == Tier::Asyncify || !choice.fallbackNodes.empty())) {
      lowerings.push_back(std::make_unique<AsyncifyLowering>(
        program, graph, choice, plan, options));
    }
    if (choice.fallback == Tier::Native && plan.hasFallback) {
      lowerings.push_back(
        std::make_unique<NativeLowering>(program, graph, choice));
    }
    return lowerings;
  }

  // Adds the functions that the runtime calls and that are made for the
  // program, and tells it of them, and of guards of those that it has.
  static void addForRuntime(const Program& program,
                            const CallGraph& graph,
                            const Choice& choice,
                            const Plan& plan,
                            const LibraryCalls& libraryCalls,
                            const Guards& guards,
                            Runtime& runtime) {
    auto writeError = [&] {
      return program.fdWrite ? runtime.require("write_error") : Name();
    };
    if (plan.hasEntryKinds) {
      addEntryKind(program, graph, choice, runtime.bindFunction("entry_kind"));
    }
    if (plan.hasUnyielding()) {
      addUnyieldingError(program,
                         plan,
                         runtime.bindFunction("yield_in_unyielding"),
                         writeError());
    }
    for (auto& [import, func] : program.allocator.getFunctions()) {
      runtime.bind(ModuleItemKind::Function, import, guards.get(func->name));
    }
    if (auto error = libraryCalls.getError(); error.is() && program.fdWrite) {
      auto* func = program.module.getFunction(error);
      func->body = Builder(program.module)
                     .makeSequence(
                       makeWriteError(
                         program,
                         "fiber: the C or C++ library has called a function "
                         "through a pointer that it isn't known to call; lower "
                         "the program before anything optimizes it\n",
                         writeError()),
                       func->body);
    }
  }

  static void
  merge(const Program& program, const Plan& plan, Runtime& runtime) {
    auto resume = runtime.getDefinition("fiber_resume");
    runtime.merge();
    if (resume.is() && plan.resumeStaysApart) {
      program.module.getFunction(resume)->funcAnnotations.toolchainInline =
        CodeAnnotation::NeverInline;
    }
  }

  std::ostream& reports;
  bool onlyPlans;
};

} // namespace fibers

void registerWasmFibersPasses(std::ostream& reports) {
  auto help = "lowers the fiber_* intrinsics of wasm-fibers: to frames in "
              "memory, to stack switching, or to Asyncify. Options: " +
              fibers::Options::getHelp();
  PassRegistry::get()->registerPass("lower-fibers", help.c_str(), [&reports] {
    return new fibers::LowerFibers(reports, false);
  });
  PassRegistry::get()->registerTestPass(
    "print-fiber-plan",
    "prints what --lower-fibers decides about a module, by the same options",
    [&reports] { return new fibers::LowerFibers(reports, true); });
  // Parts of it whose effect otherwise shows only in the time that it takes.
  PassRegistry::get()->registerTestPass(
    "compute-early",
    "computes values before calls where fewer are kept then",
    [] { return fibers::createComputeEarlyPass().release(); });
  PassRegistry::get()->registerTestPass(
    "part-tuple-sets", "has tuples be made of what they aren't kept in", [] {
      return fibers::createPartTupleSetsPass().release();
    });
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
