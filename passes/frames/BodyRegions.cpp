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

namespace wasm::fibers {

void Body::open(Activation::Range points) {
  Region region;
  region.points = points;
  region.targets.resize(points.size());
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
  if (region.liveAtHead) {
    for (auto local :
         shared.findDeadAtHead(activation, region.points, *region.liveAtHead)) {
      region.head->list.push_back(clear(local));
    }
  }
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

} // namespace wasm::fibers
