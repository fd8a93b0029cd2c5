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

#include "SteadyYields.h"

#include "cfg/cfg-traversal.h"

namespace wasm::fibers {

namespace {

// How the code at one place may be reached.
struct Reached {
  // From a point, so after the function has been entered.
  bool fromPoint = false;
  // From one, past code that sets the pointer.
  bool withMove = false;
  bool operator==(const Reached&) const = default;
};

struct Contents {
  // The calls that are points, and what sets the pointer.
  std::vector<Expression*> actions;
  Reached before;
};

struct Follower
  : public CFGWalker<Follower, UnifiedExpressionVisitor<Follower>, Contents> {
  const Global* stackPointer;
  std::unordered_map<Expression*, YieldPoint*> points;

  Follower(const Global* stackPointer, std::vector<YieldPoint>& list)
    : stackPointer(stackPointer) {
    for (auto& point : list) {
      points[point.call] = &point;
    }
  }

  void visitExpression(Expression* curr) {
    if (currBasicBlock && (points.contains(curr) || setsPointer(curr))) {
      currBasicBlock->contents.actions.push_back(curr);
    }
  }

  void follow() {
    bool changed = true;
    while (changed) {
      changed = false;
      for (auto& block : basicBlocks) {
        auto after = act(block->contents);
        for (auto* next : block->out) {
          auto& before = next->contents.before;
          Reached joined{before.fromPoint || after.fromPoint,
                         before.withMove || after.withMove};
          changed |= joined != before;
          before = joined;
        }
      }
    }
  }

private:
  bool setsPointer(Expression* curr) const {
    auto* set = curr->dynCast<GlobalSet>();
    return set && set->name == stackPointer->name;
  }

  // What is known behind a block. Tells its yields what is known there.
  Reached act(const Contents& contents) {
    auto reached = contents.before;
    for (auto* action : contents.actions) {
      auto it = points.find(action);
      if (it == points.end()) {
        reached.withMove = reached.fromPoint;
        continue;
      }
      reached.fromPoint = true;
      if (it->second->isYield) {
        it->second->isSteady = !reached.withMove;
        reached.withMove = false;
      }
    }
    return reached;
  }
};

bool setsGlobal(Function* func, Name global) {
  struct Finder : public PostWalker<Finder> {
    Name global;
    bool found = false;
    void visitGlobalSet(GlobalSet* curr) { found |= curr->name == global; }
  } finder;
  finder.global = global;
  finder.walk(func->body);
  return finder.found;
}

} // anonymous namespace

void markSteadyYields(Function* func,
                      Module& module,
                      const Global* stackPointer,
                      Activation& activation) {
  auto& points = activation.points;
  bool hasYields = std::any_of(
    points.begin(), points.end(), [](auto& point) { return point.isYield; });
  if (!hasYields) {
    return;
  }
  if (!stackPointer || !setsGlobal(func, stackPointer->name)) {
    for (auto& point : points) {
      point.isSteady = point.isYield;
    }
    return;
  }
  Follower follower(stackPointer, points);
  follower.walkFunctionInModule(func, &module);
  follower.follow();
}

} // namespace wasm::fibers
