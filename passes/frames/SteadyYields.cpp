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
  // The calls that are points, and what moves the pointer.
  std::vector<Expression*> actions;
  Reached before;
};

struct Follower
  : public CFGWalker<Follower, UnifiedExpressionVisitor<Follower>, Contents> {
  const StackPointerMoves& moves;
  std::unordered_map<Expression*, YieldPoint*> points;

  Follower(const StackPointerMoves& moves, std::vector<YieldPoint>& list)
    : moves(moves) {
    ignoreBranchesOutsideOfFunc = true;
    for (auto& point : list) {
      points[point.call] = &point;
    }
  }

  void visitExpression(Expression* curr) {
    if (currBasicBlock && (points.contains(curr) || moves.isMove(curr))) {
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
  // What is known behind a block. Tells its yields what is known there.
  Reached act(const Contents& contents) {
    auto reached = contents.before;
    for (auto* action : contents.actions) {
      auto it = points.find(action);
      reached.fromPoint |= it != points.end();
      if (it != points.end() && it->second->isYield) {
        it->second->isSteady = !reached.withMove;
        reached.withMove = false;
      } else if (moves.isMove(action)) {
        reached.withMove = reached.fromPoint;
      }
    }
    return reached;
  }
};

} // anonymous namespace

void markSteadyYields(Function* func,
                      Module& module,
                      const StackPointerMoves& moves,
                      Activation& activation) {
  auto& points = activation.points;
  if (std::any_of(points.begin(), points.end(), [](auto& point) {
        return point.isYield;
      })) {
    Follower follower(moves, points);
    follower.walkFunctionInModule(func, &module);
    follower.follow();
  }
}

} // namespace wasm::fibers
