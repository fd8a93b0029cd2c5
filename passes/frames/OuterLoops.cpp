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

//
// How loops with loops in them are entered. To have the rest of an iteration
// apart, as resumeLoop() does, would make as many copies of nested loops as
// they are deep. So only the innermost ones are made so, and those around are
// entered from their beginning: their code is skipped up to the point. That
// takes a test for each of their iterations.
//
//   (local.set $skip ..)              ;; 1 more than the point
//   (loop $outer
//     (block $at
//       (br_if $at (local.get $skip))
//       ..)
//     (block $after
//       (block $inner
//         (br_if $inner (i32.eqz (local.get $skip)))
//         resume(body)                ;; sets $skip to 0
//         (br $after))
//       (loop $inner ..))
//     ..)
//
// What is live at all of the points is restored before, so that it can be seen
// what the loop leaves unchanged.
//

#include <algorithm>

#include "ResumeForm.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Finds the loops with points that have such loops in them.
struct Finder : public ExpressionStackWalker<Finder> {
  const Activation& activation;
  std::unordered_set<Loop*> found;

  Finder(Function* func, const Activation& activation)
    : activation(activation) {
    walk(func->body);
  }

  void visitLoop(Loop* curr) {
    if (!activation.hasPoints(curr)) {
      return;
    }
    for (auto i = expressionStack.size() - 1; i-- > 0;) {
      if (auto* outer = expressionStack[i]->dynCast<Loop>()) {
        found.insert(outer);
        return;
      }
    }
  }
};

} // anonymous namespace

void ResumeForm::findOuterLoops() {
  outerLoops = Finder(func, activation).found;
}

Expression* ResumeForm::skipIntoLoop(Loop* loop) {
  auto range = activation.getPoints(loop);
  std::vector<Expression*> list;
  if (!pending.empty()) {
    auto label = makeLabel();
    list.push_back(makeTarget(label, {dispatch(range.begin, label)}));
  }
  restored = getLiveAtAll(range);
  for (auto local : restored) {
    list.push_back(restore(local));
  }
  if (!skip) {
    skip = Builder::addVar(resumeForm.get(), Type::i32);
  }
  Expression* next = makeConst(1);
  if (activation.points.size() > 1) {
    next = builder.makeBinary(
      AddInt32, builder.makePointLoad(EnteredForm::Frame), next);
  }
  list.push_back(builder.makeLocalSet(*skip, next));
  skips = true;
  list.push_back(skipTo(loop));
  skips = false;
  restored.clear();
  return builder.makeBlock(list, Type::none);
}

// The locals that are live at all of the points.
std::vector<Index> ResumeForm::getLiveAtAll(Activation::Range range) const {
  auto live = activation.points[range.begin].live;
  for (auto i = range.begin + 1; i < range.end; i++) {
    std::vector<Index> both;
    auto& other = activation.points[i].live;
    std::set_intersection(live.begin(),
                          live.end(),
                          other.begin(),
                          other.end(),
                          std::back_inserter(both));
    live = std::move(both);
  }
  return live;
}

Expression* ResumeForm::getSkip() {
  return builder.makeLocalGet(*skip, Type::i32);
}

// Whether the form skips to a point before this one, if it skips.
Expression* ResumeForm::isBefore(Index point) {
  return builder.makeBinary(LeUInt32, getSkip(), makeConst(point));
}

Expression* ResumeForm::skipTo(Expression* curr) {
  if (points.contains(curr)) {
    return skipToPoint(curr);
  }
  if (auto* block = curr->dynCast<Block>()) {
    return skipToBlock(block);
  }
  if (auto* iff = curr->dynCast<If>()) {
    return skipToIf(iff);
  }
  return skipToLoop(curr->cast<Loop>());
}

Expression* ResumeForm::skipToLoop(Loop* loop) {
  if (outerLoops.contains(loop)) {
    return builder.makeLoop(loop->name, skipTo(loop->body));
  }
  auto after = makeLabel();
  auto all = makeLabel();
  auto* isAll = builder.makeUnary(EqZInt32, getSkip());
  auto* rest = makeTarget(
    all, {builder.makeBreak(all, nullptr, isAll), resumeRest(loop, after)});
  return makeTarget(after, {rest, copy(loop)});
}

Expression* ResumeForm::skipToBlock(Block* block) {
  auto children = getChildren(block);
  Expression* way = builder.makeBreak(children[0].label);
  if (children.size() > 1) {
    auto first = activation.getPoints(block->list[children[0].index]).begin;
    std::vector<Name> targets;
    for (auto& [index, label] : children) {
      auto range = activation.getPoints(block->list[index]);
      targets.insert(targets.end(), range.end - range.begin, label);
    }
    way = builder.makeSwitch(
      targets,
      targets.back(),
      builder.makeBinary(SubInt32, getSkip(), makeConst(first + 1)));
  }
  std::vector<Expression*> list{builder.makeIf(getSkip(), way)};
  Index next = 0;
  for (auto& [index, label] : children) {
    for (; next < index; next++) {
      list.push_back(copy(block->list[next]));
    }
    list = {makeTarget(label, list), skipTo(block->list[next++])};
  }
  for (; next < block->list.size(); next++) {
    list.push_back(copy(block->list[next]));
  }
  return block->name.is() ? makeTarget(block->name, list)
                          : builder.makeBlock(list, Type::none);
}

Expression* ResumeForm::skipToIf(If* iff) {
  auto skipToArm = [&](Expression* arm) -> Expression* {
    if (!arm) {
      return nullptr;
    }
    return activation.hasPoints(arm) ? skipTo(arm) : copy(arm);
  };
  Expression* isTrue = makeConst(activation.hasPoints(iff->ifTrue));
  if (activation.hasPoints(iff->ifTrue) && iff->ifFalse &&
      activation.hasPoints(iff->ifFalse)) {
    isTrue = isBefore(activation.getPoints(iff->ifFalse).begin);
  }
  auto* condition = builder.makeIf(getSkip(), isTrue, copy(iff->condition));
  return builder.makeIf(
    condition, skipToArm(iff->ifTrue), skipToArm(iff->ifFalse));
}

Expression* ResumeForm::skipToPoint(Expression* statement) {
  auto at = makeLabel();
  auto after = makeLabel();
  auto* call = makeTarget(at,
                          {builder.makeBreak(at, nullptr, getSkip()),
                           copy(statement),
                           builder.makeBreak(after)});
  return makeTarget(after, {call, resumePoint(points.at(statement))});
}

} // namespace wasm::fibers
