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

#include "frames/Growth.h"

#include <algorithm>

#include "ir/utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What it takes to save an activation and to restore it, on average. Where that
// would be much, points share it, but for a part.
constexpr Index SaveSize = 24;
constexpr Index UnsharedSize = 8;

struct PointCounter : public ExpressionStackWalker<PointCounter> {
  const MayYield& mayUnwind;
  Index points = 0;
  bool inLoop = false;

  PointCounter(const MayYield& mayUnwind) : mayUnwind(mayUnwind) {}

  void visitCall(Call* curr) { count(curr); }
  void visitCallIndirect(CallIndirect* curr) { count(curr); }

private:
  void count(Expression* call) {
    if (mayUnwind.mayYield(call)) {
      points++;
      inLoop |=
        std::any_of(expressionStack.begin(),
                    expressionStack.end(),
                    [](Expression* around) { return around->is<Loop>(); });
    }
  }
};

} // anonymous namespace

Index estimateForms(Function* func, const MayYield& mayUnwind) {
  PointCounter counter(mayUnwind);
  counter.walk(func->body);
  // A call form, and a resume form, which has loops twice.
  auto copies = counter.inLoop ? 3 : 2;
  Index size = Measurer::measure(func->body);
  auto saves = std::min(counter.points * SaveSize,
                        size / 4 + counter.points * UnsharedSize);
  return copies * (size + saves);
}

} // namespace wasm::fibers
