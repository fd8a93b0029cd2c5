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

#include "EntryKinds.h"

#include <algorithm>
#include <unordered_set>

#include "LargeSwitch.h"
#include "Layout.h"
#include "analysis/Entries.h"
#include "wasm-builder.h"

namespace wasm::fibers {

bool needsEntryKinds(const Program& program,
                     const CallGraph& graph,
                     const std::vector<CallGraph::Node>& entries,
                     const Choice& choice) {
  if (choice.hasFrames() && choice.hasFallback()) {
    return true;
  }
  // Nobody knows what a table has that may change.
  if (!program.functionTable ||
      !graph.getTableContents(program.functionTable)) {
    return false;
  }
  auto isNone = [&](Name func) {
    return func.is() && !hasEntryType(program.module.getFunction(func));
  };
  const auto& contents = *graph.getTableContents(program.functionTable);
  bool hasNone = std::any_of(contents.begin(), contents.end(), isNone);
  return std::any_of(entries.begin(), entries.end(), [&](auto node) {
    auto* func = graph.getFunction(node);
    return func ? !hasEntryType(func) : hasNone;
  });
}

void addEntryKind(const Program& program,
                  const CallGraph& graph,
                  const Choice& choice,
                  Name name) {
  const Name frames("frames");
  const Name fallback("fallback");
  const Name none("none");
  std::unordered_set<Name> framesEntries;
  for (auto node : choice.framesNodes) {
    framesEntries.insert(graph.getFunction(node)->name);
  }
  auto& module = program.module;
  std::vector<Name> targets;
  for (auto func : *graph.getTableContents(program.functionTable)) {
    if (!func.is() || !hasEntryType(module.getFunction(func))) {
      targets.push_back(none);
    } else {
      targets.push_back(framesEntries.contains(func) ? frames : fallback);
    }
  }
  // A null pointer is for fiber_alloc to answer.
  targets.resize(std::max(targets.size(), size_t(1)));
  targets[0] = fallback;
  Builder builder(module);
  auto makeIndex = [&] { return builder.makeLocalGet(0, Type::i32); };
  Expression* body = makeLargeSwitch(builder, targets, none, makeIndex);
  auto addTarget = [&](Name label, EntryKind kind) {
    body = builder.makeBlock(std::vector<Expression*>{
      builder.makeBlock(label, std::vector<Expression*>{body}, Type::none),
      builder.makeReturn(builder.makeConst(uint32_t(kind)))});
  };
  addTarget(none, EntryKind::None);
  addTarget(fallback, EntryKind::Fallback);
  addTarget(frames, EntryKind::Frames);
  module.addFunction(Builder::makeFunction(
    name, Type(Signature(Type::i32, Type::i32), NonNullable, Exact), {}, body));
}

} // namespace wasm::fibers
