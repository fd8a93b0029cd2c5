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

#include "frames/CountedForms.h"

#include <algorithm>

namespace wasm::fibers {

namespace {

// What calls may take in a row that don't count. One that counts has that much
// to spare, so that it is a small part of all that there is.
constexpr uint32_t MostUncounted = 12288;

} // anonymous namespace

CountedForms::CountedForms(const CallGraph& graph,
                           const std::vector<bool>& forms,
                           const MergedFunctions& merged,
                           const std::vector<bool>& tailCallers)
  : graph(graph), forms(forms), tailCallers(tailCallers),
    recursions(graph.size()), chosen(graph.size()), left(graph.size()),
    callersLeft(graph.size()), calleesLeft(graph.size()), counted(graph.size()),
    uncounted(graph.size()) {
  callers = graph.getCallers(forms);
  std::vector<bool> inModule(graph.size(), true);
  inModule[graph.getOutside()] = false;
  Index recursion = 0;
  for (auto& group : graph.getSCCs(inModule)) {
    if (!graph.isRecursive(group)) {
      continue;
    }
    recursion++;
    std::vector<Node> own;
    for (auto node : group) {
      if (forms[node]) {
        own.push_back(node);
        recursions[node] = recursion;
      }
    }
    if (own.size() < group.size()) {
      chooseCalledByOthers(group, recursion);
    }
    choose(own);
    measure(own, merged);
  }
}

// Each way round that goes through others comes back by such a call.
void CountedForms::chooseCalledByOthers(const std::vector<Node>& group,
                                        Index recursion) {
  auto add = [&](Node node) {
    if (recursions[node] == recursion && graph.getFunction(node)) {
      chosen[node] = true;
    }
  };
  for (auto node : group) {
    if (forms[node]) {
      continue;
    }
    for (auto callee : graph.getCallees(node)) {
      add(callee);
      if (graph.getIndirection(callee)) {
        const auto& candidates = graph.getCallees(callee);
        std::for_each(candidates.begin(), candidates.end(), add);
      }
    }
  }
}

// Removes functions, those on most ways first, until no recursion is left.
void CountedForms::choose(const std::vector<Node>& group) {
  std::vector<std::pair<uint64_t, Node>> order;
  for (auto node : group) {
    left[node] = true;
    for (auto callee : graph.getCallees(node)) {
      if (recursions[callee] == recursions[node]) {
        calleesLeft[node]++;
        callersLeft[callee]++;
      }
    }
  }
  // What others call is in no recursion that goes through forms alone, perhaps.
  std::vector<Node> first;
  for (auto node : group) {
    if (chosen[node] || callersLeft[node] == 0 || calleesLeft[node] == 0) {
      first.push_back(node);
    }
  }
  remove(std::move(first));
  for (auto node : group) {
    if (graph.getFunction(node)) {
      order.emplace_back(getWays(node), node);
    }
  }
  std::sort(order.rbegin(), order.rend());
  // What a function counts, it gives back before a tail call, and its callee
  // is on the stack in its place.
  bool hasTailCall = std::any_of(
    group.begin(), group.end(), [&](Node node) { return tailCallers[node]; });
  for (auto& [_, node] : order) {
    if (left[node] || hasTailCall) {
      chosen[node] = true;
      remove({node});
    }
  }
}

// How many ways there are from a caller through the function to a callee, in
// the same recursion. All that an indirect call may reach are its callees.
uint64_t CountedForms::getWays(Node node) const {
  auto count = [&](const std::vector<Node>& neighbors,
                   const std::vector<Index>& counts) {
    uint64_t all = 0;
    for (auto neighbor : neighbors) {
      if (recursions[neighbor] == recursions[node]) {
        all += graph.getFunction(neighbor) ? 1 : counts[neighbor];
      }
    }
    return all;
  };
  return count(callers[node], callersLeft) *
         count(graph.getCallees(node), calleesLeft);
}

// Also removes what is on no way round any more.
void CountedForms::remove(std::vector<Node> work) {
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    if (!left[node]) {
      continue;
    }
    left[node] = false;
    auto leave = [&](Node neighbor, std::vector<Index>& counts) {
      if (recursions[neighbor] == recursions[node] && --counts[neighbor] == 0) {
        work.push_back(neighbor);
      }
    };
    for (auto callee : graph.getCallees(node)) {
      leave(callee, callersLeft);
    }
    for (auto caller : callers[node]) {
      leave(caller, calleesLeft);
    }
  }
}

// Callees come before their callers, which is an order of what doesn't count.
void CountedForms::measure(const std::vector<Node>& group,
                           const MergedFunctions& merged) {
  auto isWithin = [&](Node node) {
    return recursions[node] == recursions[group.front()];
  };
  auto getMost = [&](Node node) {
    uint32_t below = 0;
    for (auto callee : graph.getCallees(node)) {
      if (isWithin(callee)) {
        below =
          std::max(below, merged.getBeside(node, callee, uncounted[callee]));
      }
    }
    return merged.get(node) + below;
  };
  // How many callees of each are still to be measured.
  auto& waiting = calleesLeft;
  std::vector<Node> work;
  for (auto node : group) {
    waiting[node] = 0;
    for (auto callee : graph.getCallees(node)) {
      waiting[node] += isWithin(callee) && !chosen[callee];
    }
    if (!chosen[node] && waiting[node] == 0) {
      work.push_back(node);
    }
  }
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    auto bytes = getMost(node);
    auto& most = graph.getFunction(node) && bytes > MostUncounted
                   ? counted[node]
                   : uncounted[node];
    most = bytes;
    for (auto caller : callers[node]) {
      if (isWithin(caller) && !chosen[caller] && --waiting[caller] == 0) {
        work.push_back(caller);
      }
    }
  }
  for (auto node : group) {
    if (chosen[node]) {
      counted[node] = getMost(node);
    }
  }
}

} // namespace wasm::fibers
