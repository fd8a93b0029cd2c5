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

#include "frames/SplicedBlocks.h"

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct SpliceBlocks : public WalkerPass<PostWalker<SpliceBlocks>> {
  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<SpliceBlocks>();
  }

  void visitBlock(Block* curr) {
    std::vector<Expression*> list;
    bool spliced = false;
    for (auto* child : curr->list) {
      auto* block = child->dynCast<Block>();
      if (block && canSplice(block)) {
        list.insert(list.end(), block->list.begin(), block->list.end());
        spliced = true;
      } else {
        list.push_back(child);
      }
    }
    if (spliced) {
      curr->list.set(list);
    }
  }

private:
  // What isn't left has a type that tells it. In the block around it, that has
  // to be told by something else.
  static bool canSplice(Block* block) {
    return !block->name.is() &&
           (block->type == Type::none ||
            (block->type == Type::unreachable && !block->list.empty() &&
             block->list.back()->type == Type::unreachable));
  }
};

} // anonymous namespace

std::unique_ptr<Pass> createSpliceBlocksPass() {
  return std::make_unique<SpliceBlocks>();
}

} // namespace wasm::fibers
