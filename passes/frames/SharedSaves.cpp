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

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_set>

namespace wasm::fibers {

namespace {

// What one group more costs beside what it sets, in locals that are set.
constexpr size_t GroupCost = 2;
// How often a local has to be spared at a point for it to be set.
constexpr size_t WorthSet = 2;
// To divide a group looks at all that is live in it for each local that is
// saved. Where that are more locals, it would take seconds.
constexpr size_t MostLookedAt = size_t(1) << 26;

using Locals = std::unordered_set<Index>;
using Points = std::vector<Index>;

struct Group {
  Points points;
  // What is live at any of them.
  Locals live;

  // How often an engine takes a local to be live at a point.
  size_t countTaken() const { return points.size() * live.size(); }
};

class Grouping {
public:
  explicit Grouping(const Activation& activation) : activation(activation) {}

  std::vector<Group> divide();

private:
  Group makeGroup(Points points) const;
  bool isWorthLooking() const;
  std::optional<std::pair<Group, Group>> divide(const Group& group);

  const Activation& activation;
  // How many locals the groups set, and how many they may, so that functions
  // don't grow by more than a part.
  size_t set = 0;
  size_t mostSet = activation.points.size();
};

std::vector<Group> Grouping::divide() {
  std::vector<Group> done;
  Points all(activation.points.size());
  std::iota(all.begin(), all.end(), 0);
  std::vector<Group> rest;
  rest.push_back(makeGroup(std::move(all)));
  bool worthLooking = isWorthLooking();
  while (!rest.empty()) {
    auto group = std::move(rest.back());
    rest.pop_back();
    auto halves = worthLooking ? divide(group) : std::nullopt;
    if (halves) {
      rest.push_back(std::move(halves->first));
      rest.push_back(std::move(halves->second));
    } else {
      done.push_back(std::move(group));
    }
  }
  return done;
}

Group Grouping::makeGroup(Points points) const {
  Group group{std::move(points),
              {activation.references.begin(), activation.references.end()}};
  for (auto point : group.points) {
    const auto& locals = activation.points[point].live;
    group.live.insert(locals.begin(), locals.end());
  }
  return group;
}

bool Grouping::isWorthLooking() const {
  size_t live = 0;
  for (const auto& point : activation.points) {
    live += point.live.size();
  }
  return activation.points.size() >= SharedSaves::ManyPoints &&
         live * activation.saved.size() <= MostLookedAt;
}

// Into the points where a local is live and those where it isn't: the local by
// which most is spared, if that is worth it.
std::optional<std::pair<Group, Group>> Grouping::divide(const Group& group) {
  std::optional<std::pair<Group, Group>> best;
  size_t most = 0;
  size_t setByBest = 0;
  for (auto local : activation.saved) {
    Points with;
    Points without;
    for (auto point : group.points) {
      bool isLive = activation.points[point].isLive(local);
      (isLive ? with : without).push_back(point);
    }
    if (with.empty() || without.empty()) {
      continue;
    }
    auto first = makeGroup(std::move(with));
    auto second = makeGroup(std::move(without));
    auto spared = group.countTaken() - first.countTaken() - second.countTaken();
    auto added = activation.saved.size() + group.live.size() -
                 first.live.size() - second.live.size();
    auto cost = (added + GroupCost) * WorthSet;
    if (spared > cost && spared - cost > most && set + added <= mostSet) {
      most = spared - cost;
      setByBest = added;
      best = {std::move(first), std::move(second)};
    }
  }
  set += setByBest;
  return best;
}

} // anonymous namespace

SharedSaves::SharedSaves(const Activation& activation)
  : groups(activation.points.size()) {
  for (auto& group : Grouping(activation).divide()) {
    for (auto point : group.points) {
      groups[point] = dead.size();
    }
    auto& locals = dead.emplace_back(activation.saved);
    std::erase_if(locals,
                  [&](Index local) { return group.live.contains(local); });
  }
}

std::vector<Index>
SharedSaves::findDeadAtHead(const Activation& activation,
                            Activation::Range points,
                            const std::vector<Index>& liveAtHead) const {
  if (points.size() < ManyPoints) {
    return {};
  }
  std::unordered_set<Index> inside(groups.begin() + points.begin,
                                   groups.begin() + points.end);
  auto locals = activation.saved;
  std::erase_if(locals, [&](Index local) {
    auto isIn = [&](const std::vector<Index>& sorted) {
      return std::binary_search(sorted.begin(), sorted.end(), local);
    };
    return isIn(liveAtHead) || isIn(activation.references) ||
           std::all_of(inside.begin(), inside.end(), [&](Index group) {
             return isIn(dead[group]);
           });
  });
  return locals;
}

} // namespace wasm::fibers
