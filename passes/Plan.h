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
// All that is decided about a program before anything of it is changed, but for
// the tier of each entry (Choice.h): who runs on whose stack, what is guarded
// and checked, the limits, and what the runtime has to be able to do.
//

#ifndef wasm_fibers_passes_Plan_h
#define wasm_fibers_passes_Plan_h

#include <optional>
#include <ostream>
#include <vector>

#include "Choice.h"
#include "Options.h"
#include "UnlistedCalls.h"
#include "analysis/CallGraph.h"
#include "analysis/GuardedCalls.h"
#include "analysis/KnownEntries.h"
#include "analysis/Program.h"
#include "frames/FramesPlan.h"

namespace wasm::fibers {

struct Plan {
  // Reads the module. `entries` are the nodes that fibers may start in.
  Plan(const Program& program,
       const CallGraph& graph,
       const std::vector<CallGraph::Node>& entries,
       const Choice& choice,
       const Options& options);

  // None if no fiber has frames.
  std::optional<FramesPlan> frames;

  // What each fiber of one kind has of the shadow stack.
  struct Region {
    // Whether it has any.
    bool exists = false;
    // Bytes when the program doesn't say, and at the least.
    uint32_t size = 0;
    uint32_t least = 0;
    // Why there is no bound, so that what runs on it has to be checked; empty
    // where there is one.
    std::string unbounded;
  };
  Region framesRegion;
  Region fallbackRegion;
  // The bytes of the program's own, if that is known.
  std::optional<uint32_t> programStack;
  bool hasRegions() const {
    return framesRegion.exists || fallbackRegion.exists;
  }

  GuardedCalls guardedCalls;
  UnlistedCalls unlistedCalls;
  bool hasUnyielding() const {
    return !guardedCalls.unyielding.empty() || !unlistedCalls.callers.empty();
  }

  // The functions that are checked for overflow of a region, by node, and
  // whether there are any.
  std::vector<bool> checked;
  bool hasLimits = false;
  // Whether a fiber with a region calls functions that run on the stack of the
  // outermost resumer.
  bool hasOuterStack = false;
  // Whether code of the module runs when an exception passes through it: the
  // program's, or that of the native tier.
  bool hasExceptions = false;
  // Whether fibers with frames may wait while they deal with C++ exceptions.
  bool keepsCaught = false;
  // Whether each longjmp is looked at before it is thrown (LongJumpChecks.h).
  bool checksJumps = false;
  // Whether an exception of the host's may leave a fiber with no code to
  // notice.
  bool hasLeft = false;

  // Whether what a fiber of one kind runs may allocate, resume or free one.
  bool framesMayNest = false;
  bool fallbackMayNest = false;
  // Whether a fiber may be resumed on another, or in a function that is said
  // never to yield.
  bool mayHaveResumer() const {
    return framesMayNest || fallbackMayNest || hasUnyielding();
  }
  // Whether forms count what they take of the engine's stack; and whether a
  // fiber with frames may wait in memory for another.
  bool hasDepth() const { return frames && frames->countsDepth; }
  bool mayWait() const { return hasDepth() && framesMayNest; }

  bool hasFrames = false;
  bool hasFallback = false;
  // How many fibers may be alive at once, and how many of them of the fallback
  // tier.
  uint32_t maxFibers = 0;
  uint32_t maxFallback = 0;
  uint32_t asyncifyBuffer = 0;
  // Whether what an entry is has to be looked up when a fiber is made.
  bool hasEntryKinds = false;
  // Whether the program asks which functions wait.
  bool hasBacktrace = false;
  // Whether anything depends on which fiber runs.
  bool hasCurrent = false;
  // Whether all that a record has to hold is its first words and one of the
  // tier's.
  bool hasSmallRecords = false;
  bool allocatorHasFibers = false;
  // The entries that the runtime can call directly, where all are known and
  // few.
  std::vector<KnownEntry> knownFrames;
  std::vector<KnownEntry> knownFallback;
  // Whether the optimizer is kept from putting fiber_resume into the one loop
  // that calls it. V8 has better code for a function that is called often only
  // when it is called again, and a loop in main never is. Where a resume
  // switches stacks, that is most of what it costs.
  bool resumeStaysApart = false;
};

// For the test of this alone: a line for each thing that is decided.
std::ostream& operator<<(std::ostream& os, const Plan& plan);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Plan_h
