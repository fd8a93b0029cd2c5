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

#include "analysis/StackPointerRange.h"

#include <algorithm>
#include <vector>

#include "TailCalls.h"
#include "cfg/cfg-traversal.h"
#include "ir/local-graph.h"

namespace wasm::fibers {

namespace {

using MaybeOffset = std::optional<StackPointerRange::Offset>;

// In a loop that moves the pointer in each iteration, the pointer may be
// anywhere. A range that has grown so many times counts as that.
constexpr Index MaxRounds = 4;

// Either of two ranges.
MaybeOffset join(const MaybeOffset& a, const MaybeOffset& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  return StackPointerRange::Offset{std::min(a->low, b->low),
                                   std::max(a->high, b->high)};
}

MaybeOffset shift(const MaybeOffset& offset, int64_t by) {
  if (!offset) {
    return std::nullopt;
  }
  return StackPointerRange::Offset{offset->low + by, offset->high + by};
}

// What is known at one place: of the pointer, and of each local.
struct State {
  MaybeOffset pointer;
  std::unordered_map<Index, StackPointerRange::Offset> locals;
  bool operator==(const State&) const = default;
};

// What happens to the pointer in a basic block.
struct Contents {
  std::vector<Expression*> actions;
  // Whether it ends with something that may throw, and the block that it then
  // doesn't come from.
  bool mayThrow = false;
  const void* fallsFrom = nullptr;
  // Before the block; none until it is known to be reached.
  std::optional<State> before;
  std::optional<State> after;
};

// Whether the function returns its first parameter, as memset does, and
// constructors: LLVM goes on with what the call has returned.
bool returnsFirst(Function* func) {
  struct Checker : public PostWalker<Checker> {
    bool ok = true;
    static bool isFirst(Expression* curr) {
      auto* get = curr->dynCast<LocalGet>();
      return get && get->index == 0;
    }
    void visitLocalSet(LocalSet* curr) { ok &= curr->index != 0; }
    void visitReturn(Return* curr) {
      ok &= curr->value && isFirst(curr->value);
    }
  } checker;
  if (func->imported() || func->getNumParams() == 0) {
    return false;
  }
  auto* last = func->body;
  while (auto* block = last->dynCast<Block>()) {
    if (block->name.is() || block->list.empty()) {
      return false;
    }
    last = block->list.back();
  }
  if (!Checker::isFirst(last) || hasTailCalls(func->body)) {
    return false;
  }
  checker.walk(func->body);
  return checker.ok;
}

struct Follower
  : public CFGWalker<Follower, UnifiedExpressionVisitor<Follower>, Contents> {
  using Super =
    CFGWalker<Follower, UnifiedExpressionVisitor<Follower>, Contents>;

  Module& module;
  const Global* stackPointer;
  std::unordered_map<Expression*, StackPointerRange::Offset>& offsets;
  const LazyLocalGraph& graph;

  Follower(Module& module,
           const Global* stackPointer,
           std::unordered_map<Expression*, StackPointerRange::Offset>& offsets,
           const LazyLocalGraph& graph)
    : module(module), stackPointer(stackPointer), offsets(offsets),
      graph(graph) {
    ignoreBranchesOutsideOfFunc = true;
  }

  void visitExpression(Expression* curr) {
    if (currBasicBlock &&
        (curr->is<GlobalGet>() || curr->is<GlobalSet>() ||
         curr->is<LocalGet>() || curr->is<LocalSet>() || curr->is<Binary>() ||
         curr->is<Block>() || curr->is<Call>())) {
      currBasicBlock->contents.actions.push_back(curr);
    }
  }

  static void doEndCall(Follower* self, Expression** currp) {
    auto* last = self->currBasicBlock;
    Super::doEndCall(self, currp);
    if (last && self->currBasicBlock != last) {
      last->contents.mayThrow = true;
      self->currBasicBlock->contents.fallsFrom = last;
    }
  }

  static void doEndThrow(Follower* self, Expression** currp) {
    if (self->currBasicBlock) {
      self->currBasicBlock->contents.mayThrow = true;
    }
    Super::doEndThrow(self, currp);
  }

  // Goes through all blocks until nothing changes.
  void follow() {
    entry->contents.before = {MaybeOffset(StackPointerRange::Offset{}), {}};
    for (Index round = 0; goThrough(round); round++) {
    }
  }

private:
  bool goThrough(Index round) {
    bool changed = false;
    for (auto& block : basicBlocks) {
      auto& contents = block->contents;
      for (auto* from : block->in) {
        changed |= enter(*block, *from, round);
      }
      auto state = contents.before;
      if (!state) {
        continue;
      }
      for (auto* action : contents.actions) {
        changed |= act(action, *state);
      }
      contents.after = std::move(state);
    }
    return changed;
  }

  bool enter(BasicBlock& block, const BasicBlock& from, Index round) {
    if (!from.contents.after) {
      return false;
    }
    auto state = *from.contents.after;
    if (from.contents.mayThrow && block.contents.fallsFrom != &from) {
      // The callee that has thrown hasn't given back what it took.
      state.pointer = std::nullopt;
    }
    auto& before = block.contents.before;
    if (!before) {
      before = std::move(state);
      return true;
    }
    auto widened = [&](const MaybeOffset& known, const MaybeOffset& other) {
      auto both = join(known, other);
      return both != known && round > MaxRounds ? std::nullopt : both;
    };
    State joined;
    joined.pointer = widened(before->pointer, state.pointer);
    for (auto& [local, offset] : before->locals) {
      auto it = state.locals.find(local);
      if (it == state.locals.end()) {
        continue;
      }
      if (auto both = widened(offset, it->second)) {
        joined.locals[local] = *both;
      }
    }
    bool changed = joined != *before;
    before = std::move(joined);
    return changed;
  }

  MaybeOffset get(Expression* curr) const {
    auto it = offsets.find(curr);
    return it == offsets.end() ? std::nullopt : MaybeOffset(it->second);
  }

  // Applies an expression to the state. Returns whether another value is known
  // of it than before.
  bool act(Expression* curr, State& state) {
    MaybeOffset offset;
    if (auto* global = curr->dynCast<GlobalGet>()) {
      if (global->name == stackPointer->name) {
        offset = state.pointer;
      }
    } else if (auto* global = curr->dynCast<GlobalSet>()) {
      if (global->name == stackPointer->name) {
        offset = state.pointer = get(global->value);
      }
    } else if (auto* local = curr->dynCast<LocalGet>()) {
      if (auto it = state.locals.find(local->index); it != state.locals.end()) {
        offset = it->second;
      }
    } else if (auto* local = curr->dynCast<LocalSet>()) {
      offset = get(local->value);
      if (offset) {
        state.locals[local->index] = *offset;
      } else {
        state.locals.erase(local->index);
      }
    } else if (auto* binary = curr->dynCast<Binary>()) {
      offset = compute(binary);
    } else if (auto* call = curr->dynCast<Call>()) {
      if (!call->operands.empty() && get(call->operands[0]) &&
          call->type == Type::i32 && passesOn(call->target)) {
        offset = get(call->operands[0]);
      }
    } else if (auto* block = curr->dynCast<Block>()) {
      if (!block->name.is() && !block->list.empty()) {
        offset = get(block->list.back());
      }
    }
    if (get(curr) == offset) {
      return false;
    }
    if (offset) {
      offsets[curr] = *offset;
    } else {
      offsets.erase(curr);
    }
    return true;
  }

  bool passesOn(Name callee) {
    auto [it, inserted] = passing.insert({callee, false});
    if (inserted) {
      it->second = returnsFirst(module.getFunction(callee));
    }
    return it->second;
  }

  // Whether callees return their first parameter, as far as it was asked.
  std::unordered_map<Name, bool> passing;

  // An i32 that is always the same: code of clang -O0 has constants in locals.
  std::optional<int64_t> getConstant(Expression* curr) const {
    if (auto* constant = curr->dynCast<Const>()) {
      return constant->value.geti32();
    }
    auto* local = curr->dynCast<LocalGet>();
    if (!local) {
      return std::nullopt;
    }
    std::optional<int64_t> value;
    for (auto* set : graph.getSets(local)) {
      auto* constant = set ? set->value->dynCast<Const>() : nullptr;
      if (!constant || (value && value != constant->value.geti32())) {
        return std::nullopt;
      }
      value = constant->value.geti32();
    }
    return value;
  }

  MaybeOffset compute(Binary* curr) const {
    auto* left = curr->left;
    auto* right = curr->right;
    if (curr->op == AddInt32 && !get(left)) {
      std::swap(left, right);
    }
    auto offset = get(left);
    auto constant = offset ? getConstant(right) : std::nullopt;
    if (!constant) {
      return std::nullopt;
    }
    switch (curr->op) {
      case AddInt32:
        return shift(offset, *constant);
      case SubInt32:
        return shift(offset, -*constant);
      case AndInt32: {
        // Aligns it.
        int64_t alignment = -*constant;
        if (alignment <= 0 || (alignment & (alignment - 1))) {
          return std::nullopt;
        }
        offset->low -= alignment - 1;
        return offset;
      }
      default:
        return std::nullopt;
    }
  }
};

} // anonymous namespace

StackPointerRange::StackPointerRange(Function* func,
                                     Module& module,
                                     const Global* stackPointer) {
  const LazyLocalGraph graph(func, &module);
  Follower follower(module, stackPointer, offsets, graph);
  follower.walkFunctionInModule(func, &module);
  follower.follow();
  for (auto& block : follower.basicBlocks) {
    if (!block->contents.before) {
      continue;
    }
    for (auto* action : block->contents.actions) {
      auto* set = action->dynCast<GlobalSet>();
      if (!set || set->name != stackPointer->name) {
        continue;
      }
      if (auto offset = getOffset(set)) {
        lowest = std::min(lowest, offset->low);
      } else {
        isKnown = false;
      }
    }
  }
  if (follower.exit && follower.exit->contents.after) {
    isGivenBack = follower.exit->contents.after->pointer == Offset{};
  }
  isKnown &= isGivenBack;
}

} // namespace wasm::fibers
