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

#include "LongJumpChecks.h"

#include "Plan.h"
#include "Runtime.h"
#include "analysis/LongJumps.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

struct LongJumpChecks : public WalkerPass<PostWalker<LongJumpChecks>> {
  LongJumpChecks(Name check) : check(check) {}

  bool isFunctionParallel() override { return true; }

  // Only wraps what is thrown.
  bool requiresNonNullableLocalFixups() override { return false; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<LongJumpChecks>(check);
  }

  void visitThrow(Throw* curr) {
    if (isLongJump(curr, getFunction())) {
      auto*& thrown = curr->operands[0];
      thrown = Builder(*getModule()).makeCall(check, {thrown}, thrown->type);
    }
  }

private:
  Name check;
};

} // anonymous namespace

void checkLongJumps(PassRunner* runner,
                    const Program& program,
                    const Plan& plan,
                    Runtime& runtime) {
  if (plan.checksJumps) {
    LongJumpChecks(runtime.require("check_long_jump"))
      .run(runner, &program.module);
  }
}

} // namespace wasm::fibers
