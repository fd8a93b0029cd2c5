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

#include "frames/Flattening.h"

#include <optional>
#include <unordered_set>

#include "frames/HiddenTries.h"
#include "frames/KeptReferences.h"
#include "ir/find_all.h"
#include "ir/utils.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct BlockHider : public PostWalker<BlockHider> {
  Builder builder;
  // The loops that stand for blocks.
  std::unordered_set<Name> hidden;

  BlockHider(Module& module) : builder(module) {}

  void visitBlock(Block* curr) {
    if (!curr->name.is() || curr->type != Type::none) {
      return;
    }
    auto label = curr->name;
    hidden.insert(label);
    curr->name = Name();
    curr->finalize();
    replaceCurrent(builder.makeLoop(
      label, builder.makeIf(builder.makeConst(int32_t(1)), curr)));
  }
};

struct BlockShower : public PostWalker<BlockShower> {
  Builder builder;
  const std::unordered_set<Name>& hidden;

  BlockShower(Module& module, const std::unordered_set<Name>& hidden)
    : builder(module), hidden(hidden) {}

  void visitLoop(Loop* curr) {
    if (!hidden.contains(curr->name)) {
      return;
    }
    auto* content = curr->body->cast<If>()->ifTrue;
    auto* block = content->dynCast<Block>();
    if (!block || block->name.is()) {
      block = builder.makeBlock(content);
    }
    block->name = curr->name;
    block->type = Type::none;
    replaceCurrent(block);
  }
};

struct FlattenFunctions : public Pass {
  bool isFunctionParallel() override { return true; }
  bool invalidatesDWARF() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<FlattenFunctions>();
  }

  void runOnFunction(Module* module, Function* func) override {
    replaceReferenceBranches(func, *module);
    std::optional<HiddenTries> tries;
    if (FindAll<TryTable>(func->body).has()) {
      tries.emplace(func, *module);
    }
    BlockHider hider(*module);
    hider.walk(func->body);
    // With no options: nobody who keeps DWARF has asked for flatten, to be
    // warned.
    PassRunner runner(module);
    runner.setIsNested(true);
    runner.add("flatten");
    runner.runOnFunction(func);
    BlockShower(*module, hider.hidden).walk(func->body);
    if (tries) {
      tries->restore();
    }
    ReFinalize().walkFunctionInModule(func, module);
  }
};

} // anonymous namespace

std::unique_ptr<Pass> createFlattenPass() {
  return std::make_unique<FlattenFunctions>();
}

} // namespace wasm::fibers
