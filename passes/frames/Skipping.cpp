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
// How code is entered that would have too many copies (Copies.h). Here, each
// part is there once, but the innermost loops; what comes before the point is
// skipped.
//
//   (local.set $skip ..)                ;; 1 more than the point
//   (loop $outer
//     (block $at
//       (br_if $at (local.get $skip))   ;; for each iteration
//       ..)
//     (block $after
//       (block $inner
//         (br_if $inner (i32.eqz (local.get $skip)))
//         resume(body)                  ;; sets $skip to 0
//         (br $after))
//       (loop $inner ..))
//     ..)
//
// What is live at all of the points is restored before, so that it can be seen
// what the code leaves unchanged.
//

#include <algorithm>

#include "LargeSwitch.h"
#include "ResumeForm.h"

namespace wasm::fibers {

Expression* ResumeForm::skipInto(Expression* curr) {
  auto range = activation.getPoints(curr);
  std::vector<Expression*> list;
  dispatch(range.begin, list);
  if (!activation.sharesSaves) {
    restored = getLiveAtAll(range);
    for (auto local : restored) {
      list.push_back(restore(local));
    }
  }
  if (skip == 0) {
    skip = Builder::addVar(resumeForm.get(), Type::i32);
  }
  Expression* next = makeConst(1);
  if (activation.points.size() > 1) {
    next = builder.makeBinary(
      AddInt32, builder.makePointLoad(EnteredForm::Frame), next);
  }
  list.push_back(builder.makeLocalSet(skip, next));
  skips = true;
  list.push_back(skipTo(curr, true));
  skips = false;
  if (!activation.sharesSaves) {
    restored.clear();
  }
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
  return builder.makeLocalGet(skip, Type::i32);
}

Expression* ResumeForm::skipTo(Expression* curr, bool always) {
  if (auto it = points.find(curr); it != points.end()) {
    return skipToPoint(it->second, always);
  }
  if (auto* block = curr->dynCast<Block>()) {
    return skipToBlock(block, always);
  }
  if (auto* iff = curr->dynCast<If>()) {
    return skipToIf(iff, always);
  }
  return skipToLoop(curr->cast<Loop>(), always);
}

Expression* ResumeForm::skipToBlock(Block* block, bool always) {
  auto children = getChildren(block);
  Expression* way = builder.makeBreak(children[0].label);
  if (children.size() > 1) {
    auto first = activation.getPoints(block->list[children[0].index]).begin;
    std::vector<Name> targets;
    for (auto& [index, label] : children) {
      auto range = activation.getPoints(block->list[index]);
      targets.insert(targets.end(), range.end - range.begin, label);
    }
    way = makeLargeSwitch(builder, targets, targets.back(), [&] {
      return builder.makeBinary(SubInt32, getSkip(), makeConst(first + 1));
    });
  }
  std::vector<Expression*> list;
  auto next = children[0].index;
  if (always) {
    list.push_back(way);
  } else {
    list.push_back(builder.makeIf(getSkip(), way));
    next = 0;
  }
  for (auto& [index, label] : children) {
    for (; next < index; next++) {
      list.push_back(copy(block->list[next]));
    }
    auto* child = block->list[next++];
    auto isFirst = index == children[0].index;
    list = {makeTarget(label, list), skipTo(child, always && isFirst)};
  }
  for (; next < block->list.size(); next++) {
    list.push_back(copy(block->list[next]));
  }
  return block->name.is() ? makeTarget(block->name, list)
                          : builder.makeBlock(list, Type::none);
}

Expression* ResumeForm::skipToIf(If* iff, bool always) {
  auto skipToArm = [&](Expression* arm) -> Expression* {
    if (!arm) {
      return nullptr;
    }
    return activation.hasPoints(arm) ? skipTo(arm, always) : copy(arm);
  };
  Expression* condition = makeConst(activation.hasPoints(iff->ifTrue));
  if (activation.hasPoints(iff->ifTrue) && activation.hasPoints(iff->ifFalse)) {
    // 1 more than a point before those of the other arm.
    auto other = activation.getPoints(iff->ifFalse).begin;
    condition = builder.makeBinary(LeUInt32, getSkip(), makeConst(other));
  }
  if (!always) {
    condition = builder.makeIf(getSkip(), condition, copy(iff->condition));
  }
  return builder.makeIf(
    condition, skipToArm(iff->ifTrue), skipToArm(iff->ifFalse));
}

Expression* ResumeForm::skipToLoop(Loop* loop, bool always) {
  if (copies.hasLoop(loop->body)) {
    return builder.makeLoop(loop->name, skipTo(loop->body, false));
  }
  auto after = makeLabel();
  auto* body = copies.areSeveral(loop->body) ? skipTo(loop->body, true)
                                             : resume(loop->body);
  auto* rest = makeTarget(loop->name, {body, builder.makeBreak(after)});
  if (!always) {
    auto all = makeLabel();
    auto* isAll = builder.makeUnary(EqZInt32, getSkip());
    rest = makeTarget(all, {builder.makeBreak(all, nullptr, isAll), rest});
  }
  return makeTarget(after, {rest, copy(loop)});
}

Expression* ResumeForm::skipToPoint(Index index, bool always) {
  if (always) {
    return resumePoint(index);
  }
  auto at = makeLabel();
  auto after = makeLabel();
  auto* call = makeTarget(at,
                          {builder.makeBreak(at, nullptr, getSkip()),
                           copy(activation.points[index].statement),
                           builder.makeBreak(after)});
  return makeTarget(after, {call, resumePoint(index)});
}

} // namespace wasm::fibers
