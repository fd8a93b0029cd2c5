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
std::vector<Expression*> Body::yield(Expression* value, bool) {
  return {builder.makeLocalSet(getReturned(Type::i32), value)};
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
Expression* Body::makeSave(Index index, Expression* condition) {
  auto& save = saves[shared.groups[index]];
  bool isFirst = activation.points[index].isYield;
  auto& label = isFirst ? save.first : save.next;
  if (!label) {
    label = labels.make(isFirst ? "save_first" : "save_next");
  }
  auto* number =
    storesPoint() ? makeConst(getStored(index, index + 1)) : nullptr;
  return builder.makeBreak(label, number, condition);
}

Expression* Body::makeSaveIfUnwinding(Index index) {
  std::vector<Expression*> list;
  addClears(index, list);
  if (list.empty()) {
    return builder.dropIfConcretelyTyped(makeSave(index, getUnwinding()));
  }
  list.push_back(makeSave(index));
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
  auto has = [&](Name Save::* label) {
    return std::any_of(saves.begin(), saves.end(), [&](const Save& save) {
      return (save.*label).is();
    });
  };
  bool hasFirst = has(&Save::first);
  bool hasNext = has(&Save::next);
  auto store = labels.make("store");
  std::vector<Expression*> list{code};
  if (hasNext) {
    list = {gather(&Save::next, code), linkFrame()};
  }
  if (hasFirst) {
    if (hasNext) {
      list.push_back(builder.makeBreak(store));
    }
    auto* yielded = builder.makeLocalGet(getReturned(Type::i32), Type::i32);
    list = {gather(&Save::first, builder.makeBlock(list)),
            builder.makeCall(names.yieldFirst, {yielded}, Type::none),
            makeBodyFrame(names.firstInBody)};
  }
  if (hasFirst && hasNext) {
    list = {makeTarget(store, list)};
  }
  if (storesPoint()) {
    list.push_back(builder.makePointStore(getFrame(), getPoint()));
  }
  for (auto local : activation.saved) {
    list.push_back(builder.makeSave(
      getFrame(), activation.layout, local, local, func->getLocalType(local)));
  }
  if (!activation.references.empty()) {
    builder.addMark(getFrame(), activation.layout, list);
  }
  list.push_back(leave(Left::Unwinding));
  return builder.makeBlock(list, Type::unreachable);
}

// Has one place be reached from the points of all groups, which sets what is
// dead at them.
Expression* Body::gather(Name Save::* label, Expression* code) {
  auto end = labels.make("save");
  std::vector<Expression*> list{code};
  for (Index group = 0; group < saves.size(); group++) {
    const auto& save = saves[group];
    if (!(save.*label)) {
      continue;
    }
    if (list.front() != code) {
      list.push_back(builder.makeBreak(end));
    }
    list = {takePoint(save.*label, list)};
    for (auto local : shared.dead[group]) {
      list.push_back(clear(local));
    }
  }
  return makeTarget(end, list);
}

} // namespace wasm::fibers
