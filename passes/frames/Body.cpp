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

#include "ir/type-updating.h"
#include "ir/utils.h"

namespace wasm::fibers {

namespace {

// Labels of a region are nested as deep as it has points, and much of Binaryen
// takes time that is quadratic in that. So parts of a long block are regions of
// their own, if they have that many points, and no more than this.
constexpr Index ManyPoints = 128;
constexpr Index MostPoints = 512;

} // anonymous namespace

Body::Body(const FormSource& source,
           const BodyIndex& index,
           std::optional<StartForm> startForm)
  : CalledForm(source, startForm), index(index),
    point(Builder::addVar(func, Type::i32)), invariants(func, activation),
    shared(activation), saves(shared.dead.size()) {}

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
    auto list = yield(call->cast<Call>()->operands[0], yieldPoint.isSteady);
    addClears(index, list);
    list.push_back(makeSave(index));
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
  if (activation.getPoints(block).size() > MostPoints) {
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
      if (range.size() == 0) {
        continue;
      }
      auto first = part.size() > 0 ? part.begin : range.begin;
      if (range.end - first > MostPoints && end > begin) {
        break;
      }
      part = {first, range.end};
      if (part.size() > MostPoints) {
        end++;
        break;
      }
    }
    bool isInner = part.size() >= ManyPoints && part.size() <= MostPoints;
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
  for (auto local : invariants.get(loop)) {
    add(computeAnew(local));
  }
  add(builder.makeLoop(loop->name, code));
}

// LoopInvariants.h says what for.
Expression* Body::computeAnew(Index local) {
  auto get = [&](Index local) {
    return builder.makeLocalGet(local, Type::i32);
  };
  auto* sum = builder.makeBinary(AddInt32, get(local), get(getFrame()));
  return builder.makeLocalSet(
    local, builder.makeBinary(SubInt32, sum, get(getFrame())));
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
