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

#include "EntryTiers.h"

#include <unordered_set>

#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

Name addSwitchedEntry(const Program& program,
                      const CallGraph& graph,
                      const Choice& choice) {
  const Name frames("frames");
  const Name switched("switched");
  std::unordered_set<Name> framesEntries;
  for (auto node : choice.framesNodes) {
    framesEntries.insert(graph.getFunction(node)->name);
  }
  std::vector<Name> targets;
  for (auto func : *graph.getTableContents(program.functionTable)) {
    targets.push_back(framesEntries.contains(func) ? frames : switched);
  }
  auto& module = program.module;
  Builder builder(module);
  auto* table =
    builder.makeSwitch(targets, switched, builder.makeLocalGet(0, Type::i32));
  auto* inner =
    builder.makeBlock(switched, std::vector<Expression*>{table}, Type::none);
  auto* outer = builder.makeBlock(
    frames,
    std::vector<Expression*>{
      inner, builder.makeReturn(builder.makeConst(uint32_t(1)))},
    Type::none);
  auto name = Names::getValidFunctionName(module, "fiber.switched_entry");
  module.addFunction(Builder::makeFunction(
    name,
    Type(Signature(Type::i32, Type::i32), NonNullable, Exact),
    {},
    builder.makeSequence(outer, builder.makeConst(uint32_t(0)))));
  return name;
}

} // namespace wasm::fibers
