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

#include "native/NativeLowering.h"

#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

void NativeLowering::analyze() { program.checkCxaGetGlobals(); }

void NativeLowering::require(Runtime& runtime) {
  yield = runtime.getDefinition("fiber_yield");
}

struct NativeLowering::YieldTeller : public PostWalker<YieldTeller> {
  NativeLowering& lowering;

  YieldTeller(NativeLowering& lowering) : lowering(lowering) {}

  void visitCall(Call* curr) {
    if (curr->target != lowering.yield) {
      return;
    }
    auto& calls = lowering.waiting->ofFallback;
    Builder builder(*getModule());
    curr->target = lowering.yieldTold;
    curr->operands.push_back(builder.makeConst(uint32_t(calls.size())));
    calls.push_back({lowering.waiting->getName(getFunction()),
                     getLocation(getFunction(), curr)});
  }
};

void NativeLowering::beforeMerge(Runtime& runtime, const Guards& guards) {
  if (!waiting || !yield.is()) {
    return;
  }
  yieldTold = runtime.require("yield_told");
  YieldTeller teller(*this);
  auto onFibers = graph.getReachable(entries);
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    auto* func = graph.getFunction(node);
    if (onFibers[node] && !func->imported()) {
      teller.walkFunctionInModule(func, &program.module);
    }
  }
}

void NativeLowering::afterMerge(PassRunner* runner) {
  for (auto name : {yield, yieldTold}) {
    if (name.is()) {
      program.module.getFunction(name)->funcAnnotations.toolchainInline =
        CodeAnnotation::AlwaysInline;
    }
  }
}

} // namespace wasm::fibers
