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

#include "LargeSwitch.h"
#include "ir/type-updating.h"
#include "ir/utils.h"

namespace wasm::fibers {

namespace {

// Labels of a region are nested as deep as it has points, and much of Binaryen
// takes time that is quadratic in that. So parts of a long block are regions of
// their own, if they have that many points, and no more than this.
constexpr Index ManyPoints = 128;
constexpr Index MostPoints = 512;

Index count(Activation::Range range) { return range.end - range.begin; }

} // anonymous namespace

Body::Body(const FormSource& source,
           const BodyIndex& index,
           std::optional<StartForm> startForm)
  : CalledForm(source, startForm), index(index),
    point(Builder::addVar(func, Type::i32)),
    saveFirst(labels.make("save_first")), saveNext(labels.make("save_next")) {}

void Body::make() {
  tries.push_back({nullptr, activation.getPoints(func->body), {}, {}});
  open(tries.back().points);
  emit(func->body);
  std::vector<Expression*> list;
  if (countsStack) {
    list.push_back(take());
  }
  keepStackLeft(list);
  list.push_back(close(enter()));
  addEnd(list);
  func->body = addSaves(builder.makeBlock(list));
  // What sets a local may be in front of the label behind which it is read.
  TypeUpdating::handleNonDefaultableLocals(func, module);
  ReFinalize().walkFunctionInModule(func, &module);
}

void Body::open(Activation::Range points) {
  Region region;
  region.points = points;
  region.targets.resize(count(points));
  region.head = builder.makeBlock();
  region.list.push_back(region.head);
  regions.push_back(std::move(region));
}

// Opens a region inside the innermost one.
void Body::openInner(Activation::Range points, Loop* loop) {
  auto label = labels.make("inner");
  addLabel(label);
  setTargets(points, label);
  regions.back().hasInner = true;
  open(points);
  if (loop) {
    regions.back().liveAtHead = &activation.getLiveAtHead(loop);
  }
}

Expression* Body::close(Expression* head) {
  auto& region = regions.back();
  region.head->list.push_back(head);
  // A region without inner ones has done so at its head.
  if (region.hasInner) {
    for (auto* landing : region.landings) {
      landing->list.push_back(setPoint(0));
    }
  }
  auto* code = builder.makeBlock(region.list);
  auto closed = std::move(region);
  regions.pop_back();
  if (!regions.empty()) {
    passOn(closed);
  }
  return code;
}

// The region around an inner one restores what that doesn't.
void Body::passOn(Region& inner) {
  auto& outer = regions.back();
  if (!inner.liveAtHead) {
    outer.needed.merge(inner.needed);
    for (auto type : inner.results) {
      outer.results.insert(type);
    }
    return;
  }
  for (auto local : *inner.liveAtHead) {
    if (inner.needed.contains(local)) {
      outer.needed.insert(local);
    }
  }
}

void Body::addLabel(Name label) {
  auto& list = regions.back().list;
  auto* target = makeTarget(label, list);
  list = {target};
}

void Body::setTargets(Activation::Range points, Name label) {
  auto& region = regions.back();
  for (auto i = points.begin; i < points.end; i++) {
    region.targets[i - region.points.begin] = label;
  }
}

void Body::emit(Expression* curr) {
  if (auto it = points.find(curr); it != points.end()) {
    emitPoint(it->second);
  } else if (!activation.hasPoints(curr)) {
    add(copy(curr));
  } else if (auto* block = curr->dynCast<Block>()) {
    emitBlock(block);
  } else if (auto* iff = curr->dynCast<If>()) {
    emitIf(iff);
  } else if (auto* loop = curr->dynCast<Loop>()) {
    emitLoop(loop);
  } else if (curr->is<TryTable>() || curr->is<LocalSet>() || curr->is<Drop>()) {
    emitTry(curr);
  } else {
    WASM_UNREACHABLE("a yield point is nested in an expression");
  }
}

// The result is in a local of its own for a moment, so that one label is both
// where the callee returns to and where the activation goes on.
void Body::emitPoint(Index index) {
  auto& yieldPoint = activation.points[index];
  auto* call = copyAsIs(yieldPoint.call);
  auto type = call->type;
  auto* set = yieldPoint.getResult();
  auto addLocated = [&](Expression* curr) {
    add(locate(curr, yieldPoint.call));
  };
  if (yieldPoint.isYield) {
    auto list = yield(call->cast<Call>());
    addClears(index, list);
    list.push_back(makeSave(index, saveFirst));
    for (auto* curr : list) {
      addLocated(curr);
    }
  } else {
    redirect(call);
    if (set) {
      addLocated(builder.makeLocalSet(getReturned(type), call));
    } else {
      addLocated(builder.dropIfConcretelyTyped(call));
    }
    addLocated(makeSaveIfUnwinding(index));
  }
  auto label = labels.make("point");
  addLabel(label);
  setTargets({index, index + 1}, label);
  auto& region = regions.back();
  for (auto local : yieldPoint.live) {
    if (!func->getLocalType(local).hasRef()) {
      region.needed.insert(local);
      tries.back().needed.insert(local);
    }
  }
  // References of the result are to be taken once, as others.
  if (set) {
    (type.hasRef() ? regions.front() : region)
      .results.insert(FrameBuilder::getGeneral(type));
  }
  auto* landing = builder.makeBlock();
  region.landings.push_back(landing);
  add(landing);
  if (set) {
    addLocated(builder.makeLocalSet(set->index, getReturnedAs(type)));
  }
}

void Body::emitBlock(Block* block) {
  if (count(activation.getPoints(block)) > MostPoints) {
    emitInParts(block);
  } else {
    for (auto* child : block->list) {
      emit(child);
    }
  }
  if (block->name.is()) {
    addLabel(block->name);
  }
}

// Children that have few points are together in a part, and one that has very
// many is divided itself.
void Body::emitInParts(Block* block) {
  Index end = 0;
  for (Index begin = 0; begin < block->list.size(); begin = end) {
    Activation::Range part{0, 0};
    for (; end < block->list.size(); end++) {
      auto range = activation.getPoints(block->list[end]);
      if (count(range) == 0) {
        continue;
      }
      auto first = count(part) ? part.begin : range.begin;
      if (range.end - first > MostPoints && end > begin) {
        break;
      }
      part = {first, range.end};
      if (count(part) > MostPoints) {
        end++;
        break;
      }
    }
    bool isInner = count(part) >= ManyPoints && count(part) <= MostPoints;
    if (isInner) {
      openInner(part);
    }
    for (auto i = begin; i < end; i++) {
      emit(block->list[i]);
    }
    if (isInner) {
      auto* code = close(dispatch());
      add(code);
    }
  }
}

void Body::emitIf(If* iff) {
  auto end = labels.make("end");
  auto otherwise = iff->ifFalse ? labels.make("else") : end;
  add(locate(
    builder.makeBreak(
      otherwise, nullptr, builder.makeUnary(EqZInt32, copy(iff->condition))),
    iff));
  emit(iff->ifTrue);
  if (iff->ifFalse) {
    add(builder.makeBreak(end));
    addLabel(otherwise);
    emit(iff->ifFalse);
  }
  addLabel(end);
}

void Body::emitLoop(Loop* loop) {
  openInner(activation.getPoints(loop), loop);
  emit(loop->body);
  auto* code = close(dispatch());
  add(builder.makeLoop(loop->name, code));
}

//   (if (local.tee $frame (global.get $entered))
//     (then
//       (global.set $entered (i32.const 0))
//       (local.set $x (i32.load offset=16 (local.get $frame)))    ;; each slot
//       (local.set $returned (global.get $value))
//       (br_table ..)))
Expression* Body::enter() {
  std::vector<Expression*> list{
    builder.makeGlobalSet(names.entered, makeConst(0))};
  for (auto local : activation.references) {
    list.push_back(restore(local));
  }
  if (!activation.references.empty()) {
    list.push_back(builder.makeUnmark(getFrame(), activation.layout));
  }
  restore(list);
  for (auto type : regions.back().results) {
    clearReturned(type, list);
  }
  bool tellsPoints = activation.points.size() > 1;
  auto load = [&] { return tellsPoints ? loadPoint() : makeConst(1); };
  if (regions.back().hasInner) {
    list.push_back(builder.makeLocalSet(point, load()));
    addThrow(list);
    list.push_back(branch([&] { return getPoint(); }));
  } else {
    addThrow(list);
    list.push_back(branch(load));
  }
  auto* isEntered = builder.makeLocalTee(
    getFrame(), builder.makeGlobalGet(names.entered, Type::i32), Type::i32);
  return builder.makeIf(isEntered,
                        builder.makeBlock(list, Type::unreachable),
                        countsStack ? makeRoomIfLow() : nullptr);
}

Expression* Body::dispatch() {
  std::vector<Expression*> list;
  if (regions.back().liveAtHead) {
    restore(list);
  }
  if (regions.back().hasInner) {
    list.push_back(branch([&] { return getPoint(); }));
  } else {
    if (!next) {
      next = Builder::addVar(func, Type::i32);
    }
    list.push_back(builder.makeLocalSet(*next, getPoint()));
    list.push_back(setPoint(0));
    list.push_back(
      branch([&] { return builder.makeLocalGet(*next, Type::i32); }));
  }
  return builder.makeIf(getPoint(), builder.makeBlock(list, Type::unreachable));
}

// Restores what the points of the innermost region need, and what isn't live at
// its head in any case.
void Body::restore(std::vector<Expression*>& list) {
  auto& region = regions.back();
  auto locals = region.needed;
  if (region.liveAtHead) {
    for (auto local : *region.liveAtHead) {
      locals.erase(local);
    }
  }
  for (auto local : locals) {
    list.push_back(restore(local));
  }
  for (auto type : region.results) {
    list.push_back(builder.makeLocalSet(
      getReturned(type),
      getReturnedValue(type, builder.makeGlobalGet(names.value, Type::i32))));
  }
}

Expression* Body::restore(Index local) {
  return builder.makeLocalSet(
    local,
    builder.makeRestore(
      getFrame(), activation.layout, local, func->getLocalType(local)));
}

// Branches to a point of the innermost region.
Expression* Body::branch(const std::function<Expression*()>& getNumber) {
  auto& region = regions.back();
  const auto& targets = region.targets;
  if (std::all_of(targets.begin(), targets.end(), [&](Name target) {
        return target == targets[0];
      })) {
    return builder.makeBreak(targets[0]);
  }
  return makeLargeSwitch(builder, targets, targets.back(), [&] {
    return builder.makeBinary(
      SubInt32, getNumber(), makeConst(region.points.begin + 1));
  });
}

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
    auto* save = makeSave(index, saveNext, getUnwinding());
    return builder.dropIfConcretelyTyped(save);
  }
  list.push_back(makeSave(index, saveNext));
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

// Code that saves, behind the function's, for all points.
Expression* Body::addSaves(Expression* code) {
  const auto& all = activation.points;
  auto isYield = [](const YieldPoint& point) { return point.isYield; };
  bool hasFirst = std::any_of(all.begin(), all.end(), isYield);
  bool hasNext = !std::all_of(all.begin(), all.end(), isYield);
  auto store = labels.make("store");
  std::vector<Expression*> list{code};
  if (hasNext) {
    list = {takePoint(saveNext, list), linkFrame()};
  }
  if (hasFirst) {
    if (hasNext) {
      list.push_back(builder.makeBreak(store));
    }
    auto* yielded = builder.makeLocalGet(getReturned(Type::i32), Type::i32);
    list = {takePoint(saveFirst, list),
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

// Of references, the local has what globals hold.
Expression* Body::getReturnedAs(Type type) {
  auto held = FrameBuilder::getGeneral(type);
  auto get = [&] { return builder.makeLocalGet(getReturned(type), held); };
  if (type == held || !type.isTuple()) {
    return builder.makeAs(get(), type);
  }
  std::vector<Expression*> parts;
  parts.reserve(type.size());
  for (Index i = 0; i < type.size(); i++) {
    parts.push_back(
      builder.makeAs(builder.makeTupleExtract(get(), i), type[i]));
  }
  return builder.makeTogether(parts);
}

Index Body::getReturned(Type type) {
  type = FrameBuilder::getGeneral(type);
  auto [it, inserted] = returned.insert({type, 0});
  if (inserted) {
    it->second = Builder::addVar(func, type);
  }
  return it->second;
}

void makeBody(const FormSource& source,
              const BodyIndex& index,
              std::optional<StartForm> startForm) {
  Body(source, index, startForm).make();
}

} // namespace wasm::fibers
