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

#include "StackFrame.h"

#include <algorithm>
#include <optional>

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What LLVM rounds the size of an alloca up to.
constexpr uint64_t StackAlignment = 16;

// Recognizes the one way in which LLVM's optimized code takes a frame of fixed
// size,
//
//   (global.set $__stack_pointer
//     (local.tee $frame
//       (i32.sub (global.get $__stack_pointer) (i32.const SIZE))))
//   ..
//   (global.set $__stack_pointer
//     (i32.add (local.get $frame) (i32.const SIZE)))
//
// with any number of the latter, $frame set nowhere else, and the pointer set
// to $frame again where an exception is caught. A function that moves the
// pointer in another way has no fixed size. Neither has one with alloca, which
// subtracts a multiple of 16 from an address that comes from the pointer:
//
//   (i32.sub (local.get $frame)
//     (i32.and (i32.add (local.get $bytes) (i32.const 15)) (i32.const -16)))
struct FrameScanner : public PostWalker<FrameScanner> {
  const Global* stackPointer;
  std::vector<GlobalSet*> sets;
  std::vector<Index> localSets;
  std::vector<Expression*> allocas;
  bool touches = false;
  // The first set that takes a frame, null when there is none, and of what
  // size.
  GlobalSet* taking = nullptr;
  uint64_t size = 0;

  FrameScanner(const Global* stackPointer) : stackPointer(stackPointer) {}

  void visitGlobalGet(GlobalGet* curr) {
    touches |= curr->name == stackPointer->name;
  }

  void visitGlobalSet(GlobalSet* curr) {
    if (curr->name == stackPointer->name) {
      touches = true;
      sets.push_back(curr);
      findTaking(curr);
    }
  }

  void visitLocalSet(LocalSet* curr) {
    localSets.push_back(curr->index);
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

  // Whether all that the function does with the pointer is to take that frame
  // and to give it back.
  bool isFixed() const {
    auto base = taking->value->cast<LocalSet>()->index;
    return std::count(localSets.begin(), localSets.end(), base) == 1 &&
           std::all_of(sets.begin(), sets.end(), [&](GlobalSet* set) {
             return set == taking || isRestored(set->value, base, size);
           });
  }

private:
  // Locals that hold an address that comes from the stack pointer, and those
  // that hold a multiple of 16. There are few.
  std::vector<Index> stackAddresses;
  std::vector<Index> multiples;

  template<typename T, typename Value>
  static bool isIn(const std::vector<T>& values, Value value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  }

  void findTaking(GlobalSet* set) {
    auto* tee = set->value->dynCast<LocalSet>();
    if (taking || !tee) {
      return;
    }
    if (auto taken = getTaken(tee->value)) {
      taking = set;
      size = *taken;
    }
  }

  std::optional<uint64_t> getTaken(Expression* value) const {
    auto* sub = value->dynCast<Binary>();
    if (!sub || sub->op != SubInt32) {
      return std::nullopt;
    }
    auto* get = sub->left->dynCast<GlobalGet>();
    auto* constant = sub->right->dynCast<Const>();
    if (!get || get->name != stackPointer->name || !constant) {
      return std::nullopt;
    }
    return constant->value.getUnsigned();
  }

  static bool isRestored(Expression* value, Index base, uint64_t size) {
    auto* get = value->dynCast<LocalGet>();
    if (auto* add = value->dynCast<Binary>()) {
      auto* constant = add->right->dynCast<Const>();
      if (add->op != AddInt32 || !constant ||
          constant->value.getUnsigned() != size) {
        return false;
      }
      get = add->left->dynCast<LocalGet>();
    }
    return get && get->index == base;
  }

  bool isAlloca(Binary* curr) const {
    if (!isStackAddress(curr->left) || getTaken(curr)) {
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
                                   : getTaken(binary) || isIn(allocas, binary));
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

StackFrame::StackFrame(Function* func, const Global* stackPointer) {
  FrameScanner scanner(stackPointer);
  scanner.walk(func->body);
  touches = scanner.touches;
  isFixed = scanner.allocas.empty();
  if (scanner.sets.empty()) {
    hidden = std::move(scanner.allocas);
    return;
  }
  size = scanner.size;
  isFixed &= scanner.taking && scanner.isFixed();
}

} // namespace wasm::fibers
