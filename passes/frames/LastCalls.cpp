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
#include "LastCalls.h"

#include <optional>

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct Finder : public PostWalker<Finder> {
  Function* func;
  const MayYield& mayUnwind;
  const std::unordered_set<Name>& yields;
  LastCalls found;

  Finder(Function* func,
         const MayYield& mayUnwind,
         const std::unordered_set<Name>& yields)
    : func(func), mayUnwind(mayUnwind), yields(yields) {
    if (!func->getResults().isConcrete()) {
      findLast(func->body, {});
    }
    walk(func->body);
  }

  // Behind a call in a try_table are its handlers.
  static void scan(Finder* self, Expression** currp) {
    if (!(*currp)->is<TryTable>()) {
      PostWalker<Finder>::scan(self, currp);
    }
  }

  void visitBlock(Block* curr) {
    for (Index i = 0; i < curr->list.size(); i++) {
      if (auto* ret = curr->list[i]->dynCast<Return>()) {
        if (!ret->value) {
          findLastBefore(curr, i, {});
        } else if (auto* get = ret->value->dynCast<LocalGet>()) {
          findLastBefore(curr, i, get->index);
        }
      }
    }
  }

private:
  // `curr` is followed by a return, of the local if there is one.
  void findLast(Expression* curr, std::optional<Index> returned) {
    if (auto* block = curr->dynCast<Block>()) {
      findLastBefore(block, block->list.size(), returned);
    } else if (auto* iff = curr->dynCast<If>()) {
      findLast(iff->ifTrue, returned);
      if (iff->ifFalse) {
        findLast(iff->ifFalse, returned);
      }
    } else if (auto* loop = curr->dynCast<Loop>()) {
      findLast(loop->body, returned);
    } else if (auto* set = curr->dynCast<LocalSet>()) {
      if (!returned ||
          (returned == set->index && set->value->type == func->getResults())) {
        add(set, set->value);
      }
    } else if (!returned) {
      auto* drop = curr->dynCast<Drop>();
      add(curr, drop ? drop->value : curr);
    }
  }

  // The same for what comes before an index of a block, but for what flattening
  // has left there that does nothing.
  void findLastBefore(Block* block, Index end, std::optional<Index> returned) {
    while (end-- > 0) {
      auto* curr = block->list[end];
      auto* drop = curr->dynCast<Drop>();
      if (!curr->is<Nop>() && !(drop && drop->value->is<LocalGet>())) {
        findLast(curr, returned);
        return;
      }
    }
  }

  void add(Expression* statement, Expression* value) {
    auto* direct = value->dynCast<Call>();
    auto* indirect = value->dynCast<CallIndirect>();
    bool isCall = direct ? !direct->isReturn && !yields.contains(direct->target)
                         : indirect && !indirect->isReturn;
    if (isCall && mayUnwind.mayYield(value)) {
      found[statement] = value;
    }
  }
};

} // anonymous namespace

LastCalls findLastCalls(Function* func,
                        const MayYield& mayUnwind,
                        const std::unordered_set<Name>& yields) {
  return Finder(func, mayUnwind, yields).found;
}

} // namespace wasm::fibers
