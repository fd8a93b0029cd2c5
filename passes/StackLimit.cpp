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

#include "StackLimit.h"

#include <unordered_set>

#include "Plan.h"
#include "Runtime.h"
#include "analysis/FunctionScan.h"
#include "analysis/StackFrame.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

struct StackLimit : public WalkerPass<PostWalker<StackLimit>> {
  StackLimit(const std::unordered_set<Function*>& funcs,
             const std::unordered_set<Expression*>& hidden,
             const Global* stackPointer,
             Name limit,
             Name overflow)
    : funcs(funcs), hidden(hidden), stackPointer(stackPointer), limit(limit),
      overflow(overflow) {}

  bool isFunctionParallel() override { return true; }

  // Only affects linear memory operations.
  bool requiresNonNullableLocalFixups() override { return false; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<StackLimit>(
      funcs, hidden, stackPointer, limit, overflow);
  }

  void doWalkFunction(Function* func) {
    if (funcs.contains(func)) {
      walk(func->body);
    }
  }

  void visitBinary(Binary* curr) {
    if (!hidden.contains(curr)) {
      return;
    }
    Builder builder(*getModule());
    auto taken = Builder::addVar(getFunction(), stackPointer->type);
    replaceCurrent(builder.makeSequence(
      makeCheck(builder.makeLocalTee(taken, curr, curr->type)),
      builder.makeLocalGet(taken, curr->type)));
  }

  void visitGlobalSet(GlobalSet* curr) {
    if (curr->name != stackPointer->name || goesUp(curr->value)) {
      return;
    }
    Builder builder(*getModule());
    replaceCurrent(
      builder.makeSequence(curr,
                           makeCheck(builder.makeGlobalGet(
                             stackPointer->name, stackPointer->type))));
  }

private:
  Expression* makeCheck(Expression* taken) {
    Builder builder(*getModule());
    return builder.makeIf(
      builder.makeBinary(
        LtUInt32, taken, builder.makeGlobalGet(limit, stackPointer->type)),
      builder.makeCall(overflow, {}, Type::none));
  }

  // Adding a constant gives back a frame, and needs no check: the sum was the
  // stack pointer before.
  static bool goesUp(Expression* value) {
    auto* add = value->dynCast<Binary>();
    return add && add->op == AddInt32 && add->left->is<LocalGet>() &&
           add->right->is<Const>() &&
           add->right->cast<Const>()->value.geti32() >= 0;
  }

  const std::unordered_set<Function*>& funcs;
  const std::unordered_set<Expression*>& hidden;
  const Global* stackPointer;
  Name limit;
  Name overflow;
};

// The expressions of the functions that take bytes without moving the pointer.
// What is known of a function depends on its callees, so that all are read
// before any is changed.
std::unordered_set<Expression*>
findHidden(const Program& program, const std::unordered_set<Function*>& funcs) {
  auto& module = program.module;
  std::unordered_set<Expression*> all;
  for (auto& hidden : scanFunctions<std::vector<Expression*>>(
         module,
         module.functions.size(),
         [&](Function* func, Index, std::vector<Expression*>& hidden) {
           if (funcs.contains(func)) {
             hidden = StackFrame(func, module, program.stackPointer).hidden;
           }
         })) {
    all.insert(hidden.begin(), hidden.end());
  }
  return all;
}

std::unordered_set<Function*> getFunctions(const CallGraph& graph,
                                           const std::vector<bool>& nodes) {
  std::unordered_set<Function*> funcs;
  for (CallGraph::Node node = 0; node < nodes.size(); node++) {
    if (auto* func = graph.getFunction(node); func && nodes[node]) {
      funcs.insert(func);
    }
  }
  return funcs;
}

} // anonymous namespace

void enforceStackLimit(PassRunner* runner,
                       const Program& program,
                       const CallGraph& graph,
                       const Plan& plan,
                       Runtime& runtime) {
  if (!plan.hasLimits) {
    return;
  }
  auto funcs = getFunctions(graph, plan.checked);
  auto hidden = findHidden(program, funcs);
  StackLimit(funcs,
             hidden,
             program.stackPointer,
             runtime.require("stack_limit"),
             runtime.require("stack_overflow"))
    .run(runner, &program.module);
}

} // namespace wasm::fibers
