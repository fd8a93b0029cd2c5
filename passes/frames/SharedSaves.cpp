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

#include "SharedSaves.h"

#include <optional>
#include <unordered_set>

namespace wasm::fibers {

namespace {

// What code for one range more costs beside its stores, in stores.
constexpr Index RangeCost = 4;
// How often a local has to be spared at a point for a store to be added.
constexpr Index WorthStore = 8;

class Sharing {
public:
  explicit Sharing(const Activation& activation) : activation(activation) {}

  std::vector<SharedSave> share();

private:
  std::optional<Index> divide(Activation::Range range) const;
  std::unordered_set<Index> findLive(Activation::Range range) const;

  const Activation& activation;
};

std::vector<SharedSave> Sharing::share() {
  std::vector<SharedSave> shared;
  std::vector<Activation::Range> rest{{0, Index(activation.points.size())}};
  while (!rest.empty()) {
    auto range = rest.back();
    rest.pop_back();
    if (auto middle = divide(range)) {
      rest.push_back({*middle, range.end});
      rest.push_back({range.begin, *middle});
      continue;
    }
    auto live = findLive(range);
    SharedSave save{range, {}};
    for (auto local : activation.saved) {
      if (live.contains(local)) {
        save.locals.push_back(local);
      }
    }
    shared.push_back(std::move(save));
  }
  return shared;
}

// Where dividing a range spares most, if that is worth it.
std::optional<Index> Sharing::divide(Activation::Range range) const {
  // How many locals are live at any of the points behind each.
  std::vector<Index> behind(range.size() + 1);
  std::unordered_set<Index> live;
  for (auto i = range.end; i-- > range.begin;) {
    const auto& locals = activation.points[i].live;
    live.insert(locals.begin(), locals.end());
    behind[i - range.begin] = live.size();
  }
  auto all = live.size();
  size_t most = 0;
  std::optional<Index> best;
  live.clear();
  for (auto i = range.begin; i + 1 < range.end; i++) {
    const auto& locals = activation.points[i].live;
    live.insert(locals.begin(), locals.end());
    auto middle = i + 1;
    auto second = behind[middle - range.begin];
    auto spared = (all - live.size()) * (middle - range.begin) +
                  (all - second) * (range.end - middle);
    auto cost = (live.size() + second - all + RangeCost) * WorthStore;
    if (spared > cost && spared - cost > most) {
      most = spared - cost;
      best = middle;
    }
  }
  return best;
}

std::unordered_set<Index> Sharing::findLive(Activation::Range range) const {
  // Where there is no reference, the frame has to say so.
  std::unordered_set<Index> live(activation.references.begin(),
                                 activation.references.end());
  for (auto i = range.begin; i < range.end; i++) {
    const auto& locals = activation.points[i].live;
    live.insert(locals.begin(), locals.end());
  }
  return live;
}

} // anonymous namespace

std::vector<SharedSave> shareSaves(const Activation& activation) {
  return Sharing(activation).share();
}

} // namespace wasm::fibers
