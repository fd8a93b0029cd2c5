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

#include "Form.h"

#include "TailCalls.h"
#include "ir/iteration.h"
#include "ir/manipulation.h"
#include "ir/names.h"

namespace wasm::fibers {

Name Labels::make(const char* prefix) {
  auto label = Names::getValidName(
    prefix, [&](Name test) { return !names.contains(test); }, names.size());
  names.insert(label);
  return label;
}

Form::Form(const FormSource& source)
  : func(source.func), activation(source.activation),
    mayUnwind(source.mayUnwind), names(source.names), module(source.module),
    builder(source.module, source.names), labels(source.func),
    mayBeThrownInto(source.activation.isEnteredToThrow()) {
  for (Index i = 0; i < activation.points.size(); i++) {
    points[activation.points[i].statement] = i;
  }
}

Expression* Form::copy(Expression* curr) {
  if (takesCode()) {
    return take(curr);
  }
  return ExpressionManipulator::flexibleCopy(
    curr, module, [&](Expression* curr) { return copyOrNull(curr); });
}

Expression* Form::take(Expression* curr) {
  std::vector<Expression**> places{&curr};
  while (!places.empty()) {
    auto** place = places.back();
    places.pop_back();
    if (auto* other = copyOrNull(*place)) {
      *place = other;
      continue;
    }
    // The first child, which ChildIterator has last, is the next one.
    ChildIterator children(*place);
    for (Index i = 0; i < children.getNumChildren(); i++) {
      places.push_back(&children.getChild(i));
    }
  }
  return curr;
}

Expression* Form::copyAsIs(Expression* curr) {
  asIs = curr;
  auto* copied = copy(curr);
  copyLocation(func, curr, getForm(), copied);
  return copied;
}

// What the form has instead of an expression of the function. Null if it has
// the same, but for what is inside.
Expression* Form::copyOrNull(Expression* curr) {
  // An optional child may be missing.
  if (!curr) {
    return nullptr;
  }
  if (curr == asIs) {
    // It may have to be copied again, and not as it is.
    asIs = nullptr;
    return nullptr;
  }
  if (auto* instead = makeInstead(curr)) {
    copyLocation(func, curr, getForm(), instead);
    return instead;
  }
  // A copy as such has no location.
  return !takesCode() && func->debugLocations.contains(curr) ? copyAsIs(curr)
                                                             : nullptr;
}

Expression* Form::makeInstead(Expression* curr) {
  if (auto it = points.find(curr); it != points.end()) {
    auto* call = activation.points[it->second].call;
    return locate(copyPoint(it->second), call);
  }
  if (auto it = activation.lastCalls.find(curr);
      it != activation.lastCalls.end()) {
    auto* call = copyAsIs(it->second);
    redirect(call);
    if (!func->getResults().isConcrete()) {
      call = builder.dropIfConcretelyTyped(call);
    }
    return locate(finishWithCall(call), it->second);
  }
  if (auto* get = curr->dynCast<LocalGet>(); get && !takesCode()) {
    return builder.makeLocalGet(getLocal(get->index), get->type);
  }
  if (auto* set = curr->dynCast<LocalSet>(); set && !takesCode()) {
    assert(!set->isTee());
    return builder.makeLocalSet(getLocal(set->index), copy(set->value));
  }
  if (auto* tryTable = curr->dynCast<TryTable>();
      tryTable && activation.hasPoints(tryTable)) {
    return landCatches(copyAsIs(tryTable)->cast<TryTable>());
  }
  if (auto* ret = curr->dynCast<Return>()) {
    return locate(copyReturn(ret), ret);
  }
  if (isTailCall(curr)) {
    return locate(copyReturnCall(curr), curr);
  }
  if (isGuarded(curr)) {
    auto* call = copyAsIs(curr);
    guard(call);
    return call;
  }
  return nullptr;
}

// Has what was made in place of the function's code be where that is.
Expression* Form::locate(Expression* made, Expression* original) {
  if (!func->debugLocations.empty()) {
    fillLocations(getForm(), made, getLocation(func, original));
  }
  return made;
}

Expression* Form::copyPoint(Index index) {
  auto& point = activation.points[index];
  auto* call = copyAsIs(point.call);
  // Of a direct call of fiber_yield it is known what it does.
  if (point.isYield) {
    auto list = yield(call->cast<Call>()->operands[0], point.isSteady);
    saveAndLeave(index, point.isSteady ? Left::Yielded : Left::Unwinding, list);
    return builder.makeBlock(list, Type::unreachable);
  }
  redirect(call);
  auto type = call->type;
  Expression* statement = call;
  Expression* after = nullptr;
  if (auto* set = point.getResult()) {
    auto local = getLocal(set->index);
    // If the callee throws, a handler may read what the local had before.
    if (point.isLive(set->index)) {
      auto returned = Builder::addVar(getForm(), type);
      after = builder.makeLocalSet(local, builder.makeLocalGet(returned, type));
      local = returned;
    }
    statement = builder.makeLocalSet(local, call);
  } else if (type.isConcrete()) {
    statement = builder.makeDrop(call);
  }
  std::vector<Expression*> list{linkFrame()};
  saveAndLeave(index, Left::Unwinding, list);
  list = {
    statement,
    builder.makeIf(getUnwinding(), builder.makeBlock(list, Type::unreachable))};
  if (after) {
    list.push_back(after);
  }
  return builder.makeBlock(list, Type::none);
}

// Saves the activation as waiting at a point, and returns.
void Form::saveAndLeave(Index index,
                        Left left,
                        std::vector<Expression*>& list) {
  // With one point only there is nothing to tell apart.
  if (storesPoint()) {
    list.push_back(
      builder.makePointStore(getFrame(), makeConst(getStored(index, index))));
  }
  for (auto local : activation.points[index].live) {
    auto* store = save(local);
    // A reference is taken from where it was kept.
    if (!func->getLocalType(local).hasRef()) {
      noteSave(local, store);
    }
    list.push_back(store);
  }
  if (auto& point = activation.points[index];
      activation.keepsReferences(point)) {
    for (auto local : activation.references) {
      if (!point.isLive(local)) {
        builder.addClear(getFrame(),
                         activation.layout,
                         local,
                         func->getLocalType(local),
                         list);
      }
    }
    builder.addMark(getFrame(), activation.layout, list);
  }
  list.push_back(leave(left));
}

Expression* Form::save(Index local) {
  return builder.makeSave(getFrame(),
                          activation.layout,
                          local,
                          getLocal(local),
                          func->getLocalType(local));
}

// Whether it is branched to is left for ReFinalize to find out: to look for
// branches here, in each of the nested blocks, would take quadratic time.
Block* Form::makeTarget(Name label, const std::vector<Expression*>& list) {
  auto* block = builder.makeBlock(list);
  block->name = label;
  block->finalize(Type::none, Block::HasBreak);
  return block;
}

Expression* Form::copyTailCall(Expression* call) {
  auto* copied = copyAsIs(call);
  if (mayUnwind.mayYield(call)) {
    redirect(copied);
  } else if (isGuarded(call)) {
    guard(copied);
  }
  return copied;
}

Expression* Form::getReturnedValue(Type type, Expression* word) {
  if (type == Type::i32) {
    return word;
  }
  std::vector<Expression*> values;
  values.reserve(type.size());
  for (Index i = 0; i < type.size(); i++) {
    auto held = FrameBuilder::getGeneral(type[i]);
    auto* value = builder.makeGlobalGet(names.getResult(held, i), held);
    values.push_back(builder.makeAs(value, type[i]));
  }
  return builder.makeTogether(values);
}

void Form::clearReturned(Type type, std::vector<Expression*>& list) {
  for (Index i = 0; i < type.size(); i++) {
    if (type[i].isRef()) {
      auto held = FrameBuilder::getGeneral(type[i]);
      list.push_back(builder.makeGlobalSet(
        names.getResult(held, i),
        builder.makeConstantExpression(Literal::makeZero(held))));
    }
  }
}

// Whether a call that can't unwind has to be of a guard that only forms have.
// One through the table may be: the table of call forms has the guards.
bool Form::isGuarded(Expression* call) const {
  if (names.guards.inForms.empty()) {
    return false;
  }
  if (auto* direct = call->dynCast<Call>()) {
    return names.guards.inForms.contains(direct->target);
  }
  auto* indirect = call->dynCast<CallIndirect>();
  return indirect && indirect->table == names.functionTable;
}

void Form::guard(Expression* call) {
  if (auto* direct = call->dynCast<Call>()) {
    direct->target = names.guards.getInForm(direct->target);
  } else {
    call->cast<CallIndirect>()->table = names.callForms;
  }
}

void Form::redirect(Expression* call) {
  if (auto* direct = call->dynCast<Call>()) {
    direct->target = names.callForm.at(direct->target);
    return;
  }
  auto* indirect = call->dynCast<CallIndirect>();
  if (indirect && indirect->table == names.functionTable) {
    indirect->table = names.callForms;
    return;
  }
  // The callee has to be the first that sees the global.
  auto*& target = indirect ? indirect->target : call->cast<CallRef>()->target;
  auto local = Builder::addVar(getForm(), target->type);
  target =
    builder.makeBlock({builder.makeLocalSet(local, target),
                       builder.makeGlobalSet(names.calledByForm, makeConst(1)),
                       builder.makeLocalGet(local, target->type)});
}

} // namespace wasm::fibers
