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

#ifndef wasm_fibers_passes_Options_h
#define wasm_fibers_passes_Options_h

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "Tiers.h"

namespace wasm::fibers {

// What the user can set: `--lower-fibers=KEY:VALUE,KEY:VALUE`, or the same text
// with `--pass-arg=lower-fibers@`. The keys and their values are in a table in
// Options.cpp.
struct Options {
  // max-fibers: by default as many as MaxFrames may be alive, of which those
  // with a stack of the engine's may be MaxStacks: that is below where engines
  // abort (docs/engines.md).
  std::optional<uint32_t> maxFibers;
  static constexpr uint32_t MaxFrames = (1 << 20) - 2;
  static constexpr uint32_t MaxStacks = 20000;

  // stack-size: bytes of a fiber's shadow-stack region where neither the
  // program nor a static bound says how many. The default is what wasm-ld
  // gives the main stack.
  std::optional<uint32_t> stackSize;
  static constexpr uint32_t DefaultStackSize = 65536;

  // stack: if it is split, functions that have no form are on the resumer's
  // stack when a form calls them.
  bool splitStack = false;

  // tier: by default, each entry gets the cheapest that is sound for it.
  std::optional<Tier> tier;

  // stack-switching: for what can't have the frames tier.
  bool stackSwitching = true;

  // The tier of entries that don't get frames.
  Tier getFallbackTier() const {
    return tier == Tier::Asyncify || (!tier && !stackSwitching) ? Tier::Asyncify
                                                                : Tier::Native;
  }

  // inline: see Helpers.h.
  bool inlineHelpers = true;

  // engine: ahead of time, a fiber_resume that the program calls at one place
  // may become part of the function around it.
  bool aheadOfTime = false;

  // optimize: speed or size. Whether functions get forms that are fast, or that
  // are small. By default, what -Os and -Oz say of wasm-opt.
  enum class Goal { Speed, Size };
  std::optional<Goal> goal;
  Goal getGoal() const { return goal.value_or(Goal::Speed); }

  // ordinary-copies: whether large functions that fibers run are kept for other
  // callers as they were, and are no adapters (frames/Adapter.h).
  bool ordinaryCopies = false;

  // max-growth: beyond it, entries go to another tier. A program may always
  // grow by 64 KiB or so.
  uint32_t maxGrowth = 100;

  // asyncify-buffer: it grows as needed. The default is enough for two
  // functions with six locals each, and makes, with what the buffer and the
  // allocator need, 64 bytes.
  uint32_t asyncifyBuffer = 56;

  // allocator: asked only if the pass can't tell that the memory is the
  // fibers' then (Allocator.h).
  enum class Allocator { Malloc, Pages };
  std::optional<Allocator> allocator;

  // malloc, free: functions as Symbols.h finds them, in place of those that
  // have the names.
  std::optional<std::string> mallocName;
  std::optional<std::string> freeName;

  // stack-pointer: see StackPointer.h.
  std::optional<std::string> stackPointer;

  // host-table: see HostTable.h.
  bool hostReplaces = false;

  // never-calls-back: may be given several times.
  std::vector<std::string> neverCallsBack;

  // never-yields: may be given several times, as FIBER_NEVER_YIELDS in C.
  std::vector<std::string> neverYields;

  // may-yield: may be given several times. If it isn't, any function may.
  std::vector<std::string> mayYield;

  // may-yield-callers: whether functions that call those directly may, too.
  bool mayYieldCallers = true;

  // record-yields: whether the program writes which functions are suspended.
  bool recordYields = false;
  // suspending, promising: may be given several times (await/).
  std::vector<std::string> suspending;
  std::vector<std::string> promising;

  enum class Format { Text, JSON, DOT };

  // report: see Report.h.
  std::optional<Format> report;

  // print-analysis: see PrintMayYield.h.
  std::optional<Format> printAnalysis;

  // Parses the argument of the pass. A key or value that isn't known is a fatal
  // error that names it. So is a key with two values, but for those that may be
  // given several times, and two options that exclude each other.
  static Options parse(const std::string& argument);

  // Tells of each option what it takes, what it says, and what holds if it
  // isn't given.
  static std::string getHelp();
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Options_h
