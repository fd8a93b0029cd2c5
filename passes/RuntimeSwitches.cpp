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

#include "RuntimeSwitches.h"

#include <algorithm>
#include <bit>
#include <string>

#include "Layout.h"

namespace wasm::fibers {

namespace {

uint32_t getRecordShift(const Plan& plan) {
  return plan.hasSmallRecords                    ? Layout::SmallRecordShift
         : plan.keepsCaught || plan.hasBacktrace ? Layout::LargeRecordShift
                                                 : Layout::RecordShift;
}

} // anonymous namespace

std::map<Name, uint32_t> getSwitches(const Program& program, const Plan& plan) {
  const auto& frames = plan.frames;
  // One more than the highest index, so that no handle has all of its bits.
  uint32_t indexMask = std::bit_ceil(plan.maxFibers + 2) - 1;
  std::map<Name, uint32_t> values{
    {"max_fibers", plan.maxFibers},
    {"max_fallback", plan.maxFallback},
    {"index_mask", indexMask},
    {"out_of_use", indexMask},
    {"has_frames", plan.hasFrames},
    {"has_fallback", plan.hasFallback},
    {"has_entry_kinds", plan.hasEntryKinds},
    {"has_regions", plan.fallbackRegion.exists},
    {"default_region_size", plan.fallbackRegion.size},
    {"min_region_size", plan.fallbackRegion.least},
    {"has_frames_regions", plan.framesRegion.exists},
    {"default_frames_region_size", plan.framesRegion.size},
    {"min_frames_region_size", plan.framesRegion.least},
    {"has_limits", plan.hasLimits},
    {"has_outer_stack", plan.hasOuterStack},
    {"has_left", plan.hasLeft},
    {"has_malloc", program.allocator.allocate != nullptr},
    {"malloc_has_fibers", plan.allocatorHasFibers},
    {"record_shift", getRecordShift(plan)},
    {"has_depth", plan.hasDepth()},
    {"is_small", frames && frames->goal == Options::Goal::Size},
    {"has_parents", frames && frames->hasParents},
    {"has_handlers", frames && frames->hasHandlers},
    {"has_references", frames && std::ranges::count(frames->keeps, true) > 0},
    {"class_has_references", Layout::ClassHasReferences},
    {"keeps_caught", plan.keepsCaught},
    {"has_nesting", plan.framesMayNest},
    {"has_fallback_nesting", plan.fallbackMayNest},
    {"marks_running", plan.framesMayNest || plan.checksJumps},
    {"marks_fallback_running", plan.fallbackMayNest || plan.checksJumps},
    {"program_stack_end", program.getStackEnd().value_or(0)},
    {"has_resumers", plan.mayHaveResumer()},
    {"result_form", frames ? frames->getResumeForm() : 0},
    {"free_form", frames ? frames->getFreeForm() : 0},
    {"has_tell_form", frames && frames->tells},
    {"tell_form", frames ? frames->getTellForm() : 0},
    {"yield_form", frames ? frames->getYieldForm() : 0},
    {"buffer_size", plan.asyncifyBuffer},
    {"has_yields", program.hasYields()},
    {"has_exceptions", plan.hasExceptions},
    {"has_current", plan.hasCurrent},
    {"records_yields", frames && frames->records},
    {"has_shared", plan.frames && plan.frames->shares},
    {"has_unyielding", plan.hasUnyielding()},
    {"has_roots", program.findIntrinsic(Intrinsic::NextRootRange) != nullptr},
    {"has_backtrace", plan.hasBacktrace},
    {"has_fd_write", program.fdWrite != nullptr},
    {"has_cxa_globals", program.cxaGetGlobals != nullptr},
    {"no_entry_kind", uint32_t(EntryKind::None)},
    {"left_returned", uint32_t(Left::Returned)},
    {"left_yielded", uint32_t(Left::Yielded)},
    {"left_unwinding", uint32_t(Left::Unwinding)},
    {"unyielding_mark", Layout::UnyieldingMark},
    {"red_zone", Layout::RedZone},
    {"error_text", Layout::ErrorText},
    {"frame_class_shift", Layout::FrameClassShift},
    {"own_frame_class", Layout::OwnFrameClass},
  };
  for (Index kind = 0; kind < NumReferenceKinds; kind++) {
    std::string name = ReferenceKindNames[kind];
    values["keeps_" + name] = frames && frames->keeps[kind];
    values["kind_" + name] = kind;
  }
  return values;
}

} // namespace wasm::fibers
