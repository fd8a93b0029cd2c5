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

#include "frames/TupleSets.h"

#include "ir/effects.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct PartTupleSets : public WalkerPass<PostWalker<PartTupleSets>> {
  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<PartTupleSets>();
  }

  void visitLocalSet(LocalSet* curr) {
    if (!curr->value->is<TupleMake>() || !mentions(curr->value, curr->index)) {
      return;
    }
    Builder builder(*getModule());
    auto type = getFunction()->getLocalType(curr->index);
    auto made = Builder::addVar(getFunction(), type);
    auto* first = builder.makeLocalSet(made, curr->value);
    curr->value = builder.makeLocalGet(made, type);
    replaceCurrent(builder.makeSequence(first, curr));
  }

private:
  bool mentions(Expression* value, Index local) {
    EffectAnalyzer effects(getPassOptions(), *getModule(), value);
    return effects.localsRead.contains(local) ||
           effects.localsWritten.contains(local);
  }
};

} // anonymous namespace

std::unique_ptr<Pass> createPartTupleSetsPass() {
  return std::make_unique<PartTupleSets>();
}

} // namespace wasm::fibers
