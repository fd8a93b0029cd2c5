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

#include "analysis/KnownEntries.h"

#include <algorithm>
#include <unordered_set>

#include "analysis/Entries.h"

namespace wasm::fibers {

namespace {

constexpr size_t MaxKnown = 4;

} // anonymous namespace

std::vector<KnownEntry>
findKnownEntries(const Program& program,
                 const CallGraph& graph,
                 const std::vector<CallGraph::Node>& entries,
                 const std::vector<CallGraph::Node>& nodes) {
  auto isUnknown = [&](CallGraph::Node entry) {
    return !graph.getFunction(entry);
  };
  if (nodes.empty() || std::any_of(entries.begin(), entries.end(), isUnknown)) {
    return {};
  }
  std::unordered_set<Name> funcs;
  for (auto node : nodes) {
    funcs.insert(graph.getFunction(node)->name);
  }
  std::vector<KnownEntry> known;
  const auto& contents = *graph.getTableContents(program.functionTable);
  for (Index i = 0; i < contents.size(); i++) {
    if (!funcs.contains(contents[i])) {
      continue;
    }
    known.push_back({i, contents[i]});
    // Of an entry of another type there is no fiber. An intrinsic is not
    // what the runtime would have to call.
    auto* func = program.module.getFunction(contents[i]);
    if (known.size() > MaxKnown || !hasEntryType(func) ||
        program.getIntrinsic(func->name)) {
      return {};
    }
  }
  return known;
}

} // namespace wasm::fibers
