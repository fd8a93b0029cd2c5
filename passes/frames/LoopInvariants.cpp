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

#include "LoopInvariants.h"

#include <algorithm>

#include "SharedSaves.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What each loop of many points sets, and which such loop is around it.
struct SetFinder : public PostWalker<SetFinder> {
  struct Found {
    Loop* loop;
    // An index of `found`; its own, of a loop that is in no other.
    Index parent;
    std::unordered_set<Index> sets;
  };

  const Activation& activation;
  // A loop comes before those inside it.
  std::vector<Found> found;

  explicit SetFinder(const Activation& activation) : activation(activation) {}

  static void scan(SetFinder* self, Expression** currp) {
    auto* loop = (*currp)->dynCast<Loop>();
    bool isFound = loop && self->activation.getPoints(loop).size() >=
                             SharedSaves::ManyPoints;
    if (isFound) {
      self->pushTask(doLeave, currp);
    }
    PostWalker::scan(self, currp);
    if (isFound) {
      self->pushTask(doEnter, currp);
    }
  }

  static void doEnter(SetFinder* self, Expression** currp) {
    Index index = self->found.size();
    auto parent = self->around.empty() ? index : self->around.back();
    self->found.push_back({(*currp)->cast<Loop>(), parent, {}});
    self->around.push_back(index);
  }

  static void doLeave(SetFinder* self, Expression** currp) {
    auto& left = self->found[self->around.back()];
    self->around.pop_back();
    if (!self->around.empty()) {
      self->found[left.parent].sets.insert(left.sets.begin(), left.sets.end());
    }
  }

  void visitLocalSet(LocalSet* curr) {
    if (!around.empty()) {
      found[around.back()].sets.insert(curr->index);
    }
  }

private:
  std::vector<Index> around;
};

} // anonymous namespace

LoopInvariants::LoopInvariants(Function* func, const Activation& activation) {
  SetFinder finder(activation);
  finder.walk(func->body);
  for (Index i = 0; i < finder.found.size(); i++) {
    const auto& [loop, parent, sets] = finder.found[i];
    auto& invariants = locals[loop] = activation.getLiveAtHead(loop);
    std::erase_if(invariants, [&](Index local) {
      return func->getLocalType(local) != Type::i32 || sets.contains(local) ||
             (parent != i && !finder.found[parent].sets.contains(local));
    });
    // Each of many loops may leave the same hundreds as they are.
    invariants.resize(
      std::min<size_t>(invariants.size(), activation.getPoints(loop).size()));
  }
}

const std::vector<Index>& LoopInvariants::get(Loop* loop) const {
  static const std::vector<Index> none;
  auto it = locals.find(loop);
  return it == locals.end() ? none : it->second;
}

} // namespace wasm::fibers
