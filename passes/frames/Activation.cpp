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

#include "Activation.h"

#include <algorithm>
#include <set>

#include "cfg/liveness-traversal.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Finds the points, and the range of them in each expression around one.
struct PointFinder : public PostWalker<PointFinder> {
  const MayYield& mayUnwind;
  const std::unordered_set<Name>& yields;
  std::unordered_set<Expression*> lastCalls;
  std::vector<YieldPoint>& points;
  std::unordered_map<Expression*, Activation::Range>& ranges;

  PointFinder(const MayYield& mayUnwind,
              const std::unordered_set<Name>& yields,
              const LastCalls& lastCalls,
              std::vector<YieldPoint>& points,
              std::unordered_map<Expression*, Activation::Range>& ranges)
    : mayUnwind(mayUnwind), yields(yields), points(points), ranges(ranges) {
    for (const auto& [_, call] : lastCalls) {
      this->lastCalls.insert(call);
    }
  }

  static void scan(PointFinder* self, Expression** currp) {
    self->pushTask(doLeave, currp);
    PostWalker::scan(self, currp);
    self->pushTask(doEnter, currp);
  }

  static void doEnter(PointFinder* self, Expression** currp) {
    self->begins.push_back(self->points.size());
    if (auto* curr = (*currp)->dynCast<TryTable>()) {
      self->tries.push_back(curr);
    }
  }

  static void doLeave(PointFinder* self, Expression** currp) {
    Activation::Range range{self->begins.back(), Index(self->points.size())};
    self->begins.pop_back();
    if ((*currp)->is<TryTable>()) {
      self->tries.pop_back();
    }
    if (range.begin != range.end) {
      self->ranges[*currp] = range;
    }
  }

  void visitCall(Call* curr) { addPoint(curr); }
  void visitCallIndirect(CallIndirect* curr) { addPoint(curr); }
  void visitCallRef(CallRef* curr) { addPoint(curr); }

  void visitLocalSet(LocalSet* curr) { setStatement(curr, curr->value); }
  void visitDrop(Drop* curr) { setStatement(curr, curr->value); }

private:
  // A tail call leaves nothing behind to be resumed.
  template<typename T> void addPoint(T* call) {
    if (!call->isReturn && !lastCalls.contains(call) &&
        mayUnwind.mayYield(call)) {
      bool isYield = false;
      if constexpr (std::is_same_v<T, Call>) {
        isYield = yields.contains(call->target);
      }
      auto* around = tries.empty() ? nullptr : tries.back();
      points.push_back({call, call, isYield, false, around, {}});
    }
  }

  void setStatement(Expression* statement, Expression* value) {
    if (!points.empty() && points.back().call == value) {
      points.back().statement = statement;
    }
  }

  std::vector<Index> begins;
  // The try_tables around what is visited.
  std::vector<TryTable*> tries;
};

struct LiveAtPoints
  : public LivenessWalker<LiveAtPoints, Visitor<LiveAtPoints>> {
  const std::unordered_map<Expression*, YieldPoint*>& points;
  // The blocks that loops begin with.
  std::vector<std::pair<Loop*, BasicBlock*>> heads;

  LiveAtPoints(const std::unordered_map<Expression*, YieldPoint*>& points)
    : points(points) {}

  static void doStartLoop(LiveAtPoints* self, Expression** currp) {
    LivenessWalker::doStartLoop(self, currp);
    self->heads.emplace_back((*currp)->cast<Loop>(), self->currBasicBlock);
  }

  void visitCall(Call* curr) { mark(curr); }
  void visitCallIndirect(CallIndirect* curr) { mark(curr); }
  void visitCallRef(CallRef* curr) { mark(curr); }

  void mark(Expression* curr) {
    if (currBasicBlock && points.contains(curr)) {
      currBasicBlock->contents.actions.emplace_back(getCurrentPointer());
    }
  }

  void collect() {
    for (auto& block : basicBlocks) {
      if (!liveBlocks.contains(block.get())) {
        continue;
      }
      auto live = block->contents.end;
      auto& actions = block->contents.actions;
      for (auto it = actions.rbegin(); it != actions.rend(); ++it) {
        if (it->isGet()) {
          live.insert(it->index);
        } else if (it->isSet()) {
          live.erase(it->index);
        } else if (auto point = points.find(*it->origin);
                   point != points.end()) {
          point->second->live.assign(live.begin(), live.end());
        }
      }
    }
  }
};

} // anonymous namespace

Activation::Activation(Function* func,
                       Module& module,
                       const MayYield& mayUnwind,
                       const std::unordered_set<Name>& yields,
                       const LastCalls& lastCalls)
  : lastCalls(lastCalls) {
  findPoints(func, module, mayUnwind, yields);
  findLive(func, module);
  layOut(func);
}

Activation::Range Activation::getPoints(Expression* curr) const {
  auto it = ranges.find(curr);
  return it == ranges.end() ? Range{0, 0} : it->second;
}

bool Activation::keepsReferences(const YieldPoint& point) const {
  return std::any_of(references.begin(), references.end(), [&](Index local) {
    return point.isLive(local);
  });
}

bool Activation::isEnteredToThrow() const {
  return std::any_of(points.begin(), points.end(), [&](auto& point) {
    return isEnteredToThrow(point);
  });
}

void Activation::findPoints(Function* func,
                            Module& module,
                            const MayYield& mayUnwind,
                            const std::unordered_set<Name>& yields) {
  PointFinder(mayUnwind, yields, lastCalls, points, ranges)
    .walkFunctionInModule(func, &module);
}

void Activation::findLive(Function* func, Module& module) {
  std::unordered_map<Expression*, YieldPoint*> byCall;
  for (auto& point : points) {
    byCall[point.call] = &point;
  }
  LiveAtPoints walker(byCall);
  walker.walkFunctionInModule(func, &module);
  walker.collect();
  for (auto& [loop, head] : walker.heads) {
    if (hasPoints(loop)) {
      auto& live = head->contents.start;
      liveAtHeads[loop].assign(live.begin(), live.end());
    }
  }
}

void Activation::layOut(Function* func) {
  std::set<Index> all;
  for (auto& point : points) {
    all.insert(point.live.begin(), point.live.end());
  }
  saved.assign(all.begin(), all.end());
  for (auto local : saved) {
    if (func->getLocalType(local).hasRef()) {
      references.push_back(local);
    }
  }
  // Small ones first: an offset that is aligned to the size is the most common
  // then, though none has to be.
  std::vector<Index> order(saved.begin(), saved.end());
  auto getBytes = [&](Index local) {
    return FrameLayout::getBytes(func->getLocalType(local));
  };
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    return getBytes(a) < getBytes(b);
  });
  for (auto local : order) {
    layout.add(local, func->getLocalType(local));
  }
}

} // namespace wasm::fibers
