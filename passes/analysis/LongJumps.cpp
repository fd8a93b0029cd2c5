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

#include "analysis/LongJumps.h"

#include <algorithm>
#include <optional>

#include "analysis/FunctionScan.h"
#include "ir/find_all.h"
#include "ir/import-utils.h"

namespace wasm::fibers {

namespace {

// Where the part of a jmp_buf is that is thrown.
constexpr uint32_t ThrownPart = 8;

// What a local has, or 0, and so many bytes more.
struct Place {
  std::optional<Index> local;
  uint32_t offset;

  bool operator==(const Place&) const = default;
  Place operator+(uint32_t bytes) const { return {local, offset + bytes}; }
};

std::optional<Place> getPlace(Expression* curr) {
  if (auto* get = curr->dynCast<LocalGet>()) {
    return Place{get->index, 0};
  }
  if (auto* set = curr->dynCast<LocalSet>()) {
    return Place{set->index, 0};
  }
  if (auto* constant = curr->dynCast<Const>();
      constant && constant->type == Type::i32) {
    return Place{std::nullopt, uint32_t(constant->value.geti32())};
  }
  if (auto* binary = curr->dynCast<Binary>();
      binary && binary->op == AddInt32 && binary->right->is<Const>()) {
    if (auto place = getPlace(binary->left)) {
      return *place + uint32_t(binary->right->cast<Const>()->value.geti32());
    }
  }
  return std::nullopt;
}

struct Throws {
  bool longJump = false;
  bool other = false;
};

Throws findThrows(const Module& module) {
  Throws all;
  for (auto& found : scanFunctions<Throws>(
         module,
         module.functions.size(),
         [](Function* func, Index, Throws& found) {
           for (auto* curr : FindAll<Throw>(func->body).list) {
             (isLongJump(curr, func) ? found.longJump : found.other) = true;
           }
         })) {
    all.longJump |= found.longJump;
    all.other |= found.other;
  }
  return all;
}

} // anonymous namespace

bool isLongJump(const Throw* curr, const Function* func) {
  if (curr->operands.size() != 1) {
    return false;
  }
  auto thrown = getPlace(curr->operands[0]);
  if (!thrown) {
    return false;
  }
  auto stores = FindAll<Store>(func->body).list;
  return std::any_of(stores.begin(), stores.end(), [&](Store* store) {
    auto address = getPlace(store->ptr);
    auto buffer = getPlace(store->value);
    return address && buffer && store->bytes == sizeof(uint32_t) &&
           *address + store->offset.addr == *thrown &&
           *buffer + ThrownPart == *thrown;
  });
}

bool throwsLongJumps(const Module& module) {
  return !module.tags.empty() && findThrows(module).longJump;
}

bool throwsLongJumpsAlone(Module& module) {
  if (module.tags.empty() || !ImportInfo(module).importedTags.empty()) {
    return false;
  }
  auto found = findThrows(module);
  return found.longJump && !found.other;
}

} // namespace wasm::fibers
