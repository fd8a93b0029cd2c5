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

#include "Body.h"

#include <algorithm>

namespace wasm::fibers {

void Body::emitTry(Expression* curr) {
  add(copyTry(curr, [&](TryTable* tryTable) {
    auto range = activation.getPoints(tryTable);
    openInner(range);
    tries.push_back({tryTable, range, {}, {}});
    emit(tryTable->body);
    auto* code = close(dispatchOrThrow());
    tries.pop_back();
    tries.back().inner.push_back(range);
    return code;
  }));
}

Expression* Body::dispatchOrThrow() {
  auto* dispatched = dispatch();
  std::vector<Expression*> list;
  addThrow(list);
  if (!list.empty()) {
    auto* iff = dispatched->cast<If>();
    list.push_back(iff->ifTrue);
    iff->ifTrue = builder.makeBlock(list, Type::unreachable);
  }
  return dispatched;
}

// The point is known to be one in the innermost try_table.
void Body::addThrow(std::vector<Expression*>& list) {
  auto& [curr, range, inner, needed] = tries.back();
  auto isThrownHere = [&, curr = curr](const YieldPoint& point) {
    return point.around == curr && activation.isEnteredToThrow(point);
  };
  auto first = activation.points.begin();
  if (std::none_of(first + range.begin, first + range.end, isThrownHere)) {
    return;
  }
  auto* condition = isThrownInto();
  for (auto [begin, end] : inner) {
    auto* index =
      builder.makeBinary(SubInt32, loadPoint(), makeConst(begin + 1));
    condition = builder.makeBinary(
      AndInt32,
      condition,
      builder.makeBinary(GeUInt32, index, makeConst(end - begin)));
  }
  std::vector<Expression*> code{setPoint(0)};
  // Handlers may read what isn't restored before a loop is entered. Out of the
  // function's own region, the exception leaves the activation.
  if (curr) {
    for (auto local : needed) {
      if (!regions.back().needed.contains(local)) {
        code.push_back(restore(local));
      }
    }
  }
  code.push_back(enterHandler(curr));
  list.push_back(
    builder.makeIf(condition, builder.makeBlock(code, Type::unreachable)));
}

} // namespace wasm::fibers
