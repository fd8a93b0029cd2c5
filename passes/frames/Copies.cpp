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
#include "Copies.h"

#include <algorithm>

#include "ir/utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// How large the forms of a function may be, as a multiple of it.
constexpr Index MaxGrowth = 3;

using Code = Copies::Code;

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
    }
  }

private:
  std::unordered_map<Expression*, const YieldPoint*> points;

  // The call and what saves the locals, and what restores them.
  Code measurePoint(const YieldPoint& point) const {
    // What points share isn't copied.
    bool isShared = source.activation.sharesSaves && !point.isYield;
    auto locals = isShared ? 0 : Index(3 * point.live.size());
    auto call = Measurer::measure(point.statement);
    auto inFull = call + locals + (point.isYield ? 5 : 10);
    return {1, false, point.isYield, inFull, locals + 2};
  }

  Code measureBlock(Block* block) {
    Code code;
    for (auto* child : block->list) {
      auto it = found.find(child);
      auto inFull =
        it == found.end() ? Measurer::measure(child) : it->second.inFull;
      if (!code.endsInYield) {
        code.inFull += inFull;
      }
      // Behind another point it is there to be run in full.
      bool isBehind = code.count > 0;
      if (isBehind) {
        code.resumed += inFull;
      }
      if (it != found.end()) {
        code.resumed += it->second.resumed;
        add(code, it->second, isBehind && !points.contains(child));
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
        add(code, it->second, 0);
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
    add(code, body, 1);
    code.hasLoop = true;
    code.endsInYield = body.endsInYield;
    return code;
  }

  bool endsInYield(Expression* curr) const {
    auto it = found.find(curr);
    return it != found.end() && it->second.endsInYield;
  }

  // Adds a part that is there so many times more than it would be by itself.
  static void add(Code& code, const Code& part, Index more) {
    code.count = std::max(code.count, part.count + more);
    code.hasLoop |= part.hasLoop;
  }
};

} // anonymous namespace

Copies::Copies(const FormSource& source) : found(Measurement(source).found) {
  auto* body = source.func->body;
  if (auto it = found.find(body); it != found.end()) {
    auto forms = it->second.inFull + it->second.resumed;
    isLarge = forms > MaxGrowth * Measurer::measure(body);
  }
}

} // namespace wasm::fibers
