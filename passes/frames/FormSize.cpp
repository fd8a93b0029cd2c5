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

#include "frames/FormSize.h"

#include <algorithm>

#include "TailCalls.h"
#include "frames/Placeholders.h"
#include "ir/find_all.h"
#include "ir/utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// All sizes are in expressions, of flat code in needsBody(). That has about
// twice as many as what becomes of it.

// How large two forms may be, where speed matters.
constexpr Index MostTwoForms = 900;

// The same in a program with much code that may yield, of a function that
// doesn't yield itself, so that it is resumed less often.
constexpr Index MostTwoFormsOfCallers = 200;

// What a point takes in a body: the test after the call, and two labels. What a
// local takes that is saved and restored; and what a body has in any case.
constexpr Index PointSize = 7;
constexpr Index SlotSize = 6;
constexpr Index EntrySize = 30;

// What an adapter takes; and how large functions are at the least that become
// one, where speed matters, and where size does.
constexpr Index AdapterSize = 12;
constexpr Index LeastShared = 40;
constexpr Index LeastSharedForSize = 24;

struct PointCounter : public PostWalker<PointCounter> {
  const MayYield& mayUnwind;
  Index points = 0;

  PointCounter(const MayYield& mayUnwind) : mayUnwind(mayUnwind) {}

  void visitCall(Call* curr) { points += mayUnwind.mayYield(curr); }
  void visitCallIndirect(CallIndirect* curr) {
    points += mayUnwind.mayYield(curr);
  }
};

// What becomes of code that has points.
struct Code {
  // Whether to run it in full always ends in a yield of its own.
  bool endsInYield = false;
  // In expressions: a copy that is run in full, and the code from each point.
  Index inFull = 1;
  Index resumed = 1;
};

struct Measurement
  : public PostWalker<Measurement, UnifiedExpressionVisitor<Measurement>> {
  const FormSource& source;
  std::unordered_map<Expression*, Code> found;

  Measurement(const FormSource& source) : source(source) {
    for (auto& point : source.activation.points) {
      points[point.statement] = &point;
    }
    walk(source.func->body);
  }

  void visitExpression(Expression* curr) {
    if (!source.activation.hasPoints(curr)) {
      return;
    }
    if (auto it = points.find(curr); it != points.end()) {
      found[curr] = measurePoint(*it->second);
    } else if (auto* block = curr->dynCast<Block>()) {
      found[curr] = measureBlock(block);
    } else if (auto* iff = curr->dynCast<If>()) {
      found[curr] = measureIf(iff);
    } else if (auto* loop = curr->dynCast<Loop>()) {
      found[curr] = measureLoop(loop);
    } else if (auto* tryTable = curr->dynCast<TryTable>()) {
      found[curr] = measureAround(tryTable->body);
    } else if (auto* set = curr->dynCast<LocalSet>()) {
      found[curr] = measureAround(set->value);
    } else if (auto* drop = curr->dynCast<Drop>()) {
      found[curr] = measureAround(drop->value);
    }
  }

private:
  std::unordered_map<Expression*, const YieldPoint*> points;

  // The call and what saves the locals, and what restores them.
  Code measurePoint(const YieldPoint& point) const {
    auto locals = Index(3 * point.live.size());
    auto call = Measurer::measure(point.statement);
    auto inFull = call + locals + (point.isYield ? 5 : 10);
    return {point.isYield, inFull, locals + 2};
  }

  Code measureBlock(Block* block) {
    Code code;
    bool isBehind = false;
    for (auto* child : block->list) {
      auto it = found.find(child);
      auto inFull =
        it == found.end() ? Measurer::measure(child) : it->second.inFull;
      if (!code.endsInYield) {
        code.inFull += inFull;
      }
      // Behind another point it is there to be run in full.
      if (isBehind) {
        code.resumed += inFull;
      }
      if (it != found.end()) {
        code.resumed += it->second.resumed;
        isBehind = true;
        code.endsInYield |= it->second.endsInYield;
      }
    }
    // What a label is for may branch to the end.
    code.endsInYield &= !block->name.is();
    return code;
  }

  Code measureIf(If* iff) {
    Code code;
    for (auto* arm : {iff->ifTrue, iff->ifFalse}) {
      if (auto it = found.find(arm); it != found.end()) {
        code.inFull += it->second.inFull;
        code.resumed += it->second.resumed;
      } else if (arm) {
        code.inFull += Measurer::measure(arm);
      }
    }
    code.endsInYield = endsInYield(iff->ifTrue) && endsInYield(iff->ifFalse);
    code.inFull += Measurer::measure(iff->condition);
    return code;
  }

  Code measureLoop(Loop* loop) {
    Code code;
    auto& body = found.at(loop->body);
    code.inFull += body.inFull;
    code.resumed += body.resumed + code.inFull;
    code.endsInYield = body.endsInYield;
    return code;
  }

  // A try_table, or what is around one: handlers may come after a yield.
  Code measureAround(Expression* inside) {
    auto code = found.at(inside);
    code.endsInYield = false;
    code.inFull++;
    return code;
  }

  bool endsInYield(Expression* curr) const {
    auto it = found.find(curr);
    return it != found.end() && it->second.endsInYield;
  }
};

// A tail call in a try_table leaves that. A resume form would have an ordinary
// one, which doesn't.
bool hasTailCallInTry(Function* func) {
  const auto& tries = FindAll<TryTable>(func->body).list;
  return std::any_of(tries.begin(), tries.end(), hasTailCalls);
}

} // anonymous namespace

bool isLargeToKeep(Index size, Options::Goal goal) {
  return size >=
         (goal == Options::Goal::Size ? LeastSharedForSize : LeastShared);
}

Index estimateGrowth(Function* func,
                     Index size,
                     const MayYield& mayUnwind,
                     const Options& options) {
  PointCounter counter(mayUnwind);
  counter.walk(func->body);
  // In a program where growth matters, two forms are for functions so small
  // that they take about as much as a body.
  auto forms = size + counter.points * (PointSize + SlotSize) + EntrySize;
  return isLargeToKeep(size, options.getGoal()) && !options.ordinaryCopies
           ? forms + AdapterSize - size
           : forms;
}

bool needsBody(const FormSource& source, const FramesPlan& plan) {
  // Who enters a body calls it with placeholders.
  if (source.activation.points.empty() ||
      !Placeholders::has(source.func->getParams())) {
    return false;
  }
  if (hasTailCallInTry(source.func)) {
    return true;
  }
  auto* code = source.func->body;
  auto found = Measurement(source).found;
  auto it = found.find(code);
  assert(it != found.end());
  auto twoForms = it->second.inFull + it->second.resumed;
  if (plan.goal == Options::Goal::Speed) {
    const auto& points = source.activation.points;
    bool yields = std::any_of(
      points.begin(), points.end(), [](auto& point) { return point.isYield; });
    return twoForms >
           (plan.hasMuchCode && !yields ? MostTwoFormsOfCallers : MostTwoForms);
  }
  const auto& activation = source.activation;
  auto body = Measurer::measure(code) + PointSize * activation.points.size() +
              SlotSize * activation.saved.size() + EntrySize;
  return twoForms > body;
}

} // namespace wasm::fibers
