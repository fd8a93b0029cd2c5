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

#include "ResumeForm.h"

#include <algorithm>

#include "LargeSwitch.h"
#include "ir/manipulation.h"
#include "ir/type-updating.h"
#include "ir/utils.h"
#include "parsing.h"

namespace wasm::fibers {

namespace {

constexpr auto Frame = EnteredForm::Frame;
constexpr auto Value = EnteredForm::Value;

std::vector<Type> getLocalTypes(Function* func) {
  std::vector<Type> types;
  types.reserve(func->getNumLocals());
  for (Index i = 0; i < func->getNumLocals(); i++) {
    types.push_back(func->getLocalType(i));
  }
  return types;
}

} // anonymous namespace

ResumeForm::ResumeForm(const FormSource& source, Name name)
  : ResumeForm(source, EnteredForm::make(name, getLocalTypes(source.func))) {}

ResumeForm::ResumeForm(const FormSource& source,
                       std::unique_ptr<Function>&& form)
  : Form(source), resumeForm(std::move(form)),
    returns(source.names, source.module, func->getResults(), resumeForm.get()) {
}

std::unique_ptr<Function> ResumeForm::make() {
  auto* code = resume(func->body);
  std::vector<Expression*> list;
  keepStackLeft(list);
  list.push_back(code);
  list.push_back(returns.finish());
  resumeForm->body = builder.makeBlock(list);
  resumeForm->prologLocation = func->prologLocation;
  resumeForm->epilogLocation = func->epilogLocation;
  UniqueNameMapper::uniquify(resumeForm->body);
  unchanged.remove(resumeForm.get(), module);
  TypeUpdating::handleNonDefaultableLocals(resumeForm.get(), module);
  ReFinalize().walkFunctionInModule(resumeForm.get(), &module);
  return std::move(resumeForm);
}

Expression* ResumeForm::linkFrame() {
  return builder.makeCall(
    names.linkFrame, {builder.makeLocalGet(Frame, Type::i32)}, Type::none);
}

// One that isn't steady is as one in a function that was called, but for the
// frame, which is there: the resume then goes its longer way.
std::vector<Expression*> ResumeForm::yield(Expression* value, bool isSteady) {
  if (isSteady) {
    return {builder.makeGlobalSet(names.value, value)};
  }
  return {builder.makeCall(names.yieldFirst, {value}, Type::none),
          builder.makeCall(names.beginFrames,
                           {builder.makeLocalGet(Frame, Type::i32)},
                           Type::none)};
}

Expression* ResumeForm::resume(Expression* curr) {
  auto range = activation.getPoints(curr);
  assert(range.begin != range.end);
  if (points.contains(curr)) {
    return resumePoint(range.begin);
  }
  if (auto* block = curr->dynCast<Block>()) {
    return resumeBlock(block);
  }
  if (auto* iff = curr->dynCast<If>()) {
    return resumeIf(iff);
  }
  if (auto* loop = curr->dynCast<Loop>()) {
    return resumeLoop(loop);
  }
  return resumeTry(curr);
}

std::vector<ResumeForm::Child> ResumeForm::getChildren(Block* block) {
  std::vector<Child> children;
  for (Index i = 0; i < block->list.size(); i++) {
    if (activation.hasPoints(block->list[i])) {
      children.push_back({i, labels.make("resume")});
    }
  }
  return children;
}

// Between the children that have points lies ordinary code; a child is either
// entered at a point of its own, or runs in full after the one before it:
//
//   (block $after
//     (block $at
//       resume(first) .. between .. full(second) (br $after))
//     resume(second))
//   ..
Expression* ResumeForm::resumeBlock(Block* block) {
  auto children = getChildren(block);
  for (Index i = children.size(); i-- > 1;) {
    pending.push_back({activation.getPoints(block->list[children[i].index]),
                       children[i].label});
  }

  std::vector<Expression*> list{resume(block->list[children[0].index])};
  auto addBetween = [&](Index begin, Index end) {
    for (auto i = begin; i < end; i++) {
      list.push_back(copy(block->list[i]));
    }
  };
  auto next = children[0].index + 1;
  for (Index i = 1; i < children.size(); i++) {
    auto& [index, label] = children[i];
    auto after = labels.make("resume");
    addBetween(next, index + 1);
    list.push_back(builder.makeBreak(after));
    auto* at = makeTarget(label, list);
    list = {makeTarget(after, {at, resume(block->list[index])})};
    next = index + 1;
  }
  addBetween(next, block->list.size());
  return block->name.is() ? makeTarget(block->name, list)
                          : builder.makeBlock(list, Type::none);
}

Expression* ResumeForm::resumeIf(If* iff) {
  if (!activation.hasPoints(iff->ifTrue)) {
    return resume(iff->ifFalse);
  }
  if (!activation.hasPoints(iff->ifFalse)) {
    return resume(iff->ifTrue);
  }
  auto label = labels.make("resume");
  auto after = labels.make("resume");
  pending.push_back({activation.getPoints(iff->ifFalse), label});
  auto* ifTrue = resume(iff->ifTrue);
  auto* at = makeTarget(label, {ifTrue, builder.makeBreak(after)});
  return makeTarget(after, {at, resume(iff->ifFalse)});
}

// The rest of the iteration is apart from the loop, so that no iteration
// after it pays for the way in. A branch to the loop's label leaves the block
// of that name, for the loop behind it.
Expression* ResumeForm::resumeLoop(Loop* loop) {
  auto after = labels.make("resume");
  auto* rest =
    makeTarget(loop->name, {resume(loop->body), builder.makeBreak(after)});
  return makeTarget(after, {rest, copy(loop)});
}

Expression* ResumeForm::resumeTry(Expression* curr) {
  return copyTry(curr,
                 [&](TryTable* tryTable) { return resume(tryTable->body); });
}

Expression* ResumeForm::resumePoint(Index index) {
  std::vector<Expression*> list;
  dispatch(index, list);
  auto& point = activation.points[index];
  for (auto local : point.live) {
    list.push_back(restore(local));
  }
  if (activation.keepsReferences(point)) {
    list.push_back(builder.makeUnmark(Frame, activation.layout));
  }
  if (activation.isEnteredToThrow(point)) {
    list.push_back(builder.makeIf(isThrownInto(), enterHandler(point.around)));
  }
  if (auto* set = point.getResult()) {
    auto* value = getReturnedValue(point.call->type,
                                   builder.makeLocalGet(Value, Type::i32));
    list.push_back(builder.makeLocalSet(getLocal(set->index), value));
    clearReturned(point.call->type, list);
  }
  return locate(builder.makeBlock(list, Type::none), point.call);
}

Expression* ResumeForm::restore(Index local) {
  auto* set = builder.makeLocalSet(
    getLocal(local),
    builder.makeRestore(
      Frame, activation.layout, local, func->getLocalType(local)));
  unchanged.restores[set] = local;
  return set;
}

// Unless none are pending, branches to where the frame's point is resumed, or
// goes on. `first` is the first of those in question, and all others are
// pending.
void ResumeForm::dispatch(Index first, std::vector<Expression*>& list) {
  if (pending.empty()) {
    return;
  }
  auto label = labels.make("resume");
  auto end = first + 1;
  for (auto& [range, _] : pending) {
    end = std::max(end, range.end);
  }
  std::vector<Name> targets(end - first, label);
  for (auto& [range, target] : pending) {
    for (auto point = range.begin; point < range.end; point++) {
      targets[point - first] = target;
    }
  }
  pending.clear();
  // The first dispatch is reached before all others.
  if (!point) {
    point = Builder::addVar(resumeForm.get(), Type::i32);
    list.push_back(builder.makeLocalSet(*point, loadPoint()));
  }
  auto* branch = makeLargeSwitch(builder, targets, targets.back(), [&] {
    auto* get = builder.makeLocalGet(*point, Type::i32);
    return first == 0 ? static_cast<Expression*>(get)
                      : builder.makeBinary(SubInt32, get, makeConst(first));
  });
  list.push_back(makeTarget(label, {branch}));
}

Expression* ResumeForm::copyReturn(Return* curr) {
  auto* finish = returns.finish();
  return curr->value ? builder.makeSequence(returns.keep(copy(curr->value)),
                                            finish,
                                            Type::unreachable)
                     : finish;
}

// The frame is there until the callee has returned: a tail call is an
// ordinary one here, and the stack is no deeper for it.
Expression* ResumeForm::copyReturnCall(Expression* call) {
  auto* copied = copyTailCall(call);
  if (auto* direct = copied->dynCast<Call>()) {
    direct->isReturn = false;
  } else if (auto* indirect = copied->dynCast<CallIndirect>()) {
    indirect->isReturn = false;
  } else {
    copied->cast<CallRef>()->isReturn = false;
  }
  copied->type = func->getResults();
  return finishWithCall(copied);
}

std::unique_ptr<Function> makeResumeForm(const FormSource& source, Name name) {
  return ResumeForm(source, name).make();
}

} // namespace wasm::fibers
