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
// What has to be saved of a function's activation when a callee yields, and
// where: in a frame in linear memory (FrameLayout.h).
//
// A local has the same slot at every point, so that a frame that is used again
// for the same activation is written where it changed. Locals that are never
// live at once share an index, and so a slot, once they are coalesced.
//

#ifndef wasm_fibers_passes_frames_Activation_h
#define wasm_fibers_passes_frames_Activation_h

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "FrameLayout.h"
#include "LastCalls.h"
#include "analysis/MayYield.h"
#include "wasm.h"

namespace wasm::fibers {

// A call that may yield.
struct YieldPoint {
  // The call, and the statement that it is the whole of: itself, or a
  // local.set or drop of its result.
  Expression* call;
  Expression* statement;
  // Whether it is a direct call of fiber_yield, which always yields.
  bool isYield;
  // Of such a call, whether it is known that the shadow stack pointer is where
  // it was when the function was entered last (SteadyYields.h).
  bool isSteady;
  // The try_table around it that is next, or null.
  TryTable* around;
  // Locals that are read after the statement and not set by it.
  std::vector<Index> live;
  bool isLive(Index local) const {
    return std::binary_search(live.begin(), live.end(), local);
  }

  // Where the result goes, if it is used.
  LocalSet* getResult() const { return statement->dynCast<LocalSet>(); }
};

struct Activation {
  // `func` is flat: calls are not nested in other expressions.
  // `yields` are the imports of fiber_yield.
  Activation(Function* func,
             Module& module,
             const MayYield& mayUnwind,
             const std::unordered_set<Name>& yields,
             const LastCalls& lastCalls);

  // In the order of the code, so that what is inside an expression is a range.
  std::vector<YieldPoint> points;

  // Calls that are no points, though they may yield.
  LastCalls lastCalls;

  struct Range {
    Index begin;
    Index end;
    Index size() const { return end - begin; }
    bool operator==(const Range&) const = default;
  };

  // The points inside an expression; empty for one that has none.
  Range getPoints(Expression* curr) const;
  bool hasPoints(Expression* curr) const {
    auto range = getPoints(curr);
    return range.begin != range.end;
  }

  // Of a loop that has points, the locals that are read in it, or after it,
  // before they are set.
  const std::vector<Index>& getLiveAtHead(Loop* loop) const {
    return liveAtHeads.at(loop);
  }

  // Whether the activation is to be entered with an exception, which it may
  // catch.
  bool isEnteredToThrow(const YieldPoint& point) const { return point.around; }
  bool isEnteredToThrow() const;

  // Whether references are kept while it waits at a point.
  bool keepsReferences(const YieldPoint& point) const;

  // The locals that have a slot.
  std::vector<Index> saved;

  // Those of them that have references.
  std::vector<Index> references;

  // Where they are in a frame.
  FrameLayout layout;

  // The most that there may be, in a body's frame, too.
  static constexpr FrameLayout::Bytes MaxSize =
    Layout::MaxFrame - Layout::BodyIndexSize;

private:
  void findPoints(Function* func,
                  Module& module,
                  const MayYield& mayUnwind,
                  const std::unordered_set<Name>& yields);
  void findLive(Function* func, Module& module);
  void layOut(Function* func);

  std::unordered_map<Expression*, Range> ranges;
  std::unordered_map<Loop*, std::vector<Index>> liveAtHeads;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Activation_h
