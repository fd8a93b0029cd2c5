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

Expression* Body::linkFrame() { return makeBodyFrame(names.nextInBody); }

// What it yields is on its way to the code that saves, which all yields share.
std::vector<Expression*> Body::yield(Call* call) {
  return {builder.makeLocalSet(getReturned(Type::i32), call->operands[0])};
}

// References that aren't live at a point have no place in the frame.
void Body::addClears(Index index, std::vector<Expression*>& list) {
  for (auto local : activation.references) {
    if (!activation.points[index].isLive(local)) {
      list.push_back(clear(local));
    }
  }
}

// Has the activation saved at a point, by the code behind a label, which takes
// the number of the point.
Expression* Body::makeSave(Index index, Name label, Expression* condition) {
  auto* number =
    storesPoint() ? makeConst(getStored(index, index + 1)) : nullptr;
  return builder.makeBreak(label, number, condition);
}

Expression* Body::makeSaveIfUnwinding(Index index) {
  std::vector<Expression*> list;
  addClears(index, list);
  if (list.empty()) {
    auto* save = makeSave(index, getSave(index).next, getUnwinding());
    return builder.dropIfConcretelyTyped(save);
  }
  list.push_back(makeSave(index, getSave(index).next));
  return builder.makeIf(getUnwinding(),
                        builder.makeBlock(list, Type::unreachable));
}

// The frame that the activation was entered with, or a new one.
Expression* Body::makeBodyFrame(Name maker) {
  return builder.makeLocalSet(
    getFrame(),
    builder.makeCall(maker,
                     {builder.makeLocalGet(getFrame(), Type::i32),
                      makeConst(index.form),
                      makeConst(activation.layout.getSizeClass()),
                      makeConst(index.body)},
                     Type::i32));
}

// A label behind code that doesn't end, with the number of the point that is
// branched from.
Expression* Body::takePoint(Name label, std::vector<Expression*>& list) {
  if (!storesPoint()) {
    return makeTarget(label, list);
  }
  // Not all code that doesn't end has a type that tells it.
  if (list.back()->type != Type::unreachable) {
    list.push_back(builder.makeUnreachable());
  }
  auto* block = makeTarget(label, list);
  block->type = Type::i32;
  return builder.makeLocalSet(point, block);
}

// Code that saves, behind the function's.
Expression* Body::addSaves(Expression* code) {
  for (const auto& save : saves) {
    code = addSave(save, code);
  }
  return code;
}

// The same for the points of a range.
Expression* Body::addSave(const Save& save, Expression* code) {
  auto begin = activation.points.begin() + save.points.begin;
  auto end = activation.points.begin() + save.points.end;
  auto isYield = [](const YieldPoint& point) { return point.isYield; };
  bool hasFirst = std::any_of(begin, end, isYield);
  bool hasNext = !std::all_of(begin, end, isYield);
  auto store = labels.make("store");
  std::vector<Expression*> list{code};
  if (hasNext) {
    list = {takePoint(save.next, list), linkFrame()};
  }
  if (hasFirst) {
    if (hasNext) {
      list.push_back(builder.makeBreak(store));
    }
    auto* yielded = builder.makeLocalGet(getReturned(Type::i32), Type::i32);
    list = {takePoint(save.first, list),
            builder.makeCall(names.yieldFirst, {yielded}, Type::none),
            makeBodyFrame(names.firstInBody)};
  }
  if (hasFirst && hasNext) {
    list = {makeTarget(store, list)};
  }
  if (storesPoint()) {
    list.push_back(builder.makePointStore(getFrame(), getPoint()));
  }
  for (auto local : save.locals) {
    list.push_back(builder.makeSave(
      getFrame(), activation.layout, local, local, func->getLocalType(local)));
  }
  if (!activation.references.empty()) {
    builder.addMark(getFrame(), activation.layout, list);
  }
  list.push_back(leave(Left::Unwinding));
  return builder.makeBlock(list, Type::unreachable);
}

// The code that saves the activation at a point.
const Body::Save& Body::getSave(Index index) const {
  return *std::upper_bound(
    saves.begin(), saves.end(), index, [](Index index, const Save& save) {
      return index < save.points.end;
    });
}

} // namespace wasm::fibers
