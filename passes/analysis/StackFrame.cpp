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

#include "analysis/StackFrame.h"

#include <algorithm>
#include <unordered_set>

#include "Layout.h"
#include "analysis/StackPointerRange.h"
#include "ir/local-graph.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What LLVM rounds the size of an alloca up to.
constexpr uint64_t StackAlignment = 16;

// Finds the allocas. Each subtracts a multiple of 16 from an address that comes
// from the pointer:
//
//   (i32.sub (local.get $frame)
//     (i32.and (i32.add (local.get $bytes) (i32.const 15)) (i32.const -16)))
struct AllocaFinder : public PostWalker<AllocaFinder> {
  const Global* stackPointer;
  std::vector<GlobalSet*> sets;
  std::vector<Expression*> allocas;
  bool touches = false;

  AllocaFinder(const Global* stackPointer) : stackPointer(stackPointer) {}

  void visitGlobalGet(GlobalGet* curr) {
    touches |= curr->name == stackPointer->name;
  }

  void visitGlobalSet(GlobalSet* curr) {
    if (curr->name == stackPointer->name) {
      touches = true;
      sets.push_back(curr);
    }
  }

  void visitLocalSet(LocalSet* curr) {
    if (isIn(allocas, curr->value)) {
      allocaLocals.emplace_back(curr->value, curr->index);
    }
    if (isStackAddress(curr->value)) {
      stackAddresses.push_back(curr->index);
    }
    if (isMultiple(curr->value)) {
      multiples.push_back(curr->index);
    }
  }

  void visitBinary(Binary* curr) {
    if (isAlloca(curr)) {
      allocas.push_back(curr);
    }
  }

  // Whether the pointer is moved to where the alloca is, directly or by way of
  // a local.
  bool movesPointer(Expression* alloca) const {
    auto isMovedTo = [&](Index local) {
      return std::any_of(sets.begin(), sets.end(), [&](GlobalSet* set) {
        auto* get = set->value->dynCast<LocalGet>();
        return get && get->index == local;
      });
    };
    return std::any_of(sets.begin(),
                       sets.end(),
                       [&](GlobalSet* set) {
                         auto* value = set->value;
                         if (auto* tee = value->dynCast<LocalSet>()) {
                           value = tee->value;
                         }
                         return value == alloca;
                       }) ||
           std::any_of(
             allocaLocals.begin(), allocaLocals.end(), [&](auto& known) {
               return known.first == alloca && isMovedTo(known.second);
             });
  }

  // Whether it takes bytes below a stack address, as far as its operand tells.
  bool takesStack(Expression* alloca, const LazyLocalGraph& graph) const {
    std::unordered_set<LocalGet*> seen;
    return isAlwaysStackAddress(alloca->cast<Binary>()->left, graph, seen);
  }

private:
  // Locals that hold an alloca, those that hold an address that comes from the
  // stack pointer, and those that hold a multiple of 16. There are few.
  std::vector<std::pair<Expression*, Index>> allocaLocals;
  std::vector<Index> stackAddresses;
  std::vector<Index> multiples;

  template<typename T, typename Value>
  static bool isIn(const std::vector<T>& values, Value value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }

  // Whether it is the address of a frame of constant size: what is subtracted
  // from the pointer itself, or added where that takes fewer bytes. More is
  // only added by LLVM, and for an alloca, when it isn't in the red zone.
  bool isFrame(Expression* value) const {
    auto* binary = value->dynCast<Binary>();
    if (!binary) {
      return false;
    }
    auto* get = binary->left->dynCast<GlobalGet>();
    auto* constant = binary->right->dynCast<Const>();
    if (!get || get->name != stackPointer->name || !constant) {
      return false;
    }
    return binary->op == SubInt32 ||
           (binary->op == AddInt32 &&
            -int64_t(constant->value.geti32()) <= int64_t(Layout::RedZone));
  }

  bool isAlloca(Binary* curr) const {
    if (!isStackAddress(curr->left) || isFrame(curr)) {
      return false;
    }
    if (curr->op == SubInt32) {
      return isMultiple(curr->right);
    }
    // LLVM's form of subtracting a constant.
    auto* constant = curr->right->dynCast<Const>();
    return curr->op == AddInt32 && constant && constant->value.geti32() < 0 &&
           isMultiple(constant);
  }

  bool isStackAddress(Expression* curr) const {
    if (auto* get = curr->dynCast<GlobalGet>()) {
      return get->name == stackPointer->name;
    }
    if (auto* get = curr->dynCast<LocalGet>()) {
      return isIn(stackAddresses, get->index);
    }
    if (auto* set = curr->dynCast<LocalSet>()) {
      return isIn(stackAddresses, set->index);
    }
    // Alignment, the frame itself, and what an alloca has taken.
    auto* binary = curr->dynCast<Binary>();
    return binary &&
           (binary->op == AndInt32 ? isStackAddress(binary->left)
                                   : isFrame(binary) || isIn(allocas, binary));
  }

  // Whether it is a stack address whichever way the code takes to it. A local
  // that holds one may hold other addresses at another time.
  bool isAlwaysStackAddress(Expression* curr,
                            const LazyLocalGraph& graph,
                            std::unordered_set<LocalGet*>& seen) const {
    if (auto* get = curr->dynCast<LocalGet>()) {
      const auto& sets = graph.getSets(get);
      return !seen.insert(get).second ||
             std::all_of(sets.begin(), sets.end(), [&](LocalSet* set) {
               return set && isAlwaysStackAddress(set->value, graph, seen);
             });
    }
    if (auto* set = curr->dynCast<LocalSet>()) {
      return isAlwaysStackAddress(set->value, graph, seen);
    }
    if (!isStackAddress(curr)) {
      return false;
    }
    auto* binary = curr->dynCast<Binary>();
    return !binary || isAlwaysStackAddress(binary->left, graph, seen);
  }

  bool isMultiple(Expression* curr) const {
    if (auto* constant = curr->dynCast<Const>()) {
      return constant->type == Type::i32 &&
             constant->value.getUnsigned() % StackAlignment == 0;
    }
    if (auto* get = curr->dynCast<LocalGet>()) {
      return isIn(multiples, get->index);
    }
    if (auto* set = curr->dynCast<LocalSet>()) {
      return isIn(multiples, set->index);
    }
    auto* binary = curr->dynCast<Binary>();
    if (!binary) {
      return false;
    }
    switch (binary->op) {
      case AndInt32:
      case MulInt32:
        return isMultiple(binary->right);
      case ShlInt32: {
        auto* amount = binary->right->dynCast<Const>();
        return amount &&
               (1 << (amount->value.geti32() & 31)) % int(StackAlignment) == 0;
      }
      default:
        return false;
    }
  }
};

} // anonymous namespace

StackFrame::StackFrame(Function* func,
                       Module& module,
                       const Global* stackPointer) {
  AllocaFinder finder(stackPointer);
  finder.walk(func->body);
  touches = finder.touches;
  if (finder.sets.empty() && finder.allocas.empty()) {
    return;
  }
  StackPointerRange range(func, module, stackPointer);
  LazyLocalGraph graph(func, &module);
  auto lowest = range.lowest;
  isFixed = range.isKnown;
  for (auto* alloca : finder.allocas) {
    if (finder.movesPointer(alloca) || !finder.takesStack(alloca, graph)) {
      continue;
    }
    auto offset = range.getOffset(alloca);
    isFixed &= offset.has_value();
    if (!offset || offset->low < range.lowest) {
      hidden.push_back(alloca);
      lowest = std::min(lowest, offset ? offset->low : 0);
    }
  }
  size = -lowest;
}

} // namespace wasm::fibers
