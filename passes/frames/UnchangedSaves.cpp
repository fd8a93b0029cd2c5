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

#include "UnchangedSaves.h"

#include <algorithm>
#include <unordered_set>

#include "ir/local-graph.h"
#include "ir/manipulation.h"

namespace wasm::fibers {

void UnchangedSaves::remove(Function* form, Module& module) const {
  LocalGraph graph(form, &module);
  std::unordered_set<LocalGet*> removed;
  for (const auto& [save, local] : saves) {
    // Tuples aren't looked into.
    auto* store = save->dynCast<Store>();
    if (!store) {
      continue;
    }
    auto* saved = store->value->cast<LocalGet>();
    const auto& sets = graph.getSets(saved);
    auto isRestored = [&, local = local](LocalSet* set) {
      auto it = restores.find(set);
      return it != restores.end() && it->second == local;
    };
    if (std::all_of(sets.begin(), sets.end(), isRestored)) {
      removed.insert(saved);
      ExpressionManipulator::nop(store);
    }
  }
  graph.computeSetInfluences();
  for (const auto& [restore, _] : restores) {
    // What takes a reference from its table empties its place there.
    if (!restore->value->is<Load>()) {
      continue;
    }
    const auto& gets = graph.getSetInfluences(restore);
    auto isRemoved = [&](LocalGet* get) { return removed.contains(get); };
    if (std::all_of(gets.begin(), gets.end(), isRemoved)) {
      ExpressionManipulator::nop(restore);
    }
  }
}

} // namespace wasm::fibers
