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

#include "Guards.h"

#include <deque>
#include <functional>
#include <optional>

#include "Layout.h"
#include "Plan.h"
#include "RestoringCall.h"
#include "Runtime.h"
#include "ir/effects.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// Redirects calls and references of functions to others.
struct Redirector : public WalkerPass<PostWalker<Redirector>> {
  Redirector(const Guards& guards) : guards(guards) {}

  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<Redirector>(guards);
  }

  void visitCall(Call* curr) { curr->target = guards.get(curr->target); }
  void visitRefFunc(RefFunc* curr) { curr->func = guards.get(curr->func); }

private:
  const Guards& guards;
};

// What guards refer to in the runtime, and the program's stack pointer. What
// nothing depends on has no name.
struct GuardNames {
  GuardNames(const Program& program, const Plan& plan, Runtime& runtime);

  Name current;
  Name unyielding;
  Name stackPointer;
  Name outerStackPointer;
  Name stackLimit;
  Name stackLeft;
  Name wholeStack;
  Name hostCall;
  Name beginHostCall;
  Name endHostCall;
  // Where fibers may be left by an exception of the host's.
  Name leftFreed;
  Name runningHandle;
  Name checkFreed;
};

GuardNames::GuardNames(const Program& program,
                       const Plan& plan,
                       Runtime& runtime) {
  bool callsHost = plan.guardedCalls.callsHost();
  if (callsHost || plan.hasUnyielding()) {
    current = runtime.require("current");
  }
  if (plan.hasUnyielding()) {
    unyielding = runtime.require("unyielding");
  }
  if (plan.hasOuterStack) {
    stackPointer = program.stackPointer->name;
    outerStackPointer = runtime.require("outer_stack_pointer");
    if (plan.hasLimits) {
      stackLimit = runtime.require("stack_limit");
    }
  }
  if (!callsHost) {
    return;
  }
  hostCall = runtime.require("host_call");
  beginHostCall = runtime.require("begin_host_call");
  endHostCall = runtime.require("end_host_call");
  if (plan.hasLeft) {
    leftFreed = runtime.require("left_freed");
    runningHandle = runtime.require("running_handle");
    checkFreed = runtime.require("check_freed");
  }
  if (plan.mayWait()) {
    stackLeft = runtime.require("stack_left");
    wholeStack = runtime.require("whole_stack");
  }
}

// Makes one guard: what it puts in place before the call, and what it puts back
// after it, by a return or by an exception.
class GuardBuilder {
public:
  GuardBuilder(Module& module,
               const Plan& plan,
               const GuardNames& names,
               Name callee,
               Type type)
    : module(module), plan(plan), names(names), callee(callee),
      type(type.getHeapType()), builder(module) {}

  // Adds the function, and returns its name. Its body comes from build(): after
  // the program's calls have been redirected, since its own mustn't be.
  Name add(const std::string& root) {
    auto name = Names::getValidFunctionName(module, root);
    guard = module.addFunction(
      Builder::makeFunction(name, type, {}, builder.makeUnreachable()));
    return name;
  }

  // Has `global` be `value` during the call.
  void set(Name global, Expression* value) {
    auto saved = save(getGlobal(global));
    sets.push_back(builder.makeGlobalSet(global, value));
    restores.push_back([=, this]() -> Expression* {
      return builder.makeGlobalSet(global,
                                   builder.makeLocalGet(saved, Type::i32));
    });
  }

  // Leaves the fiber, for the stack that the outermost resumer has left.
  void leaveFiber() {
    if (names.current.is()) {
      set(names.current, makeConst(0));
    }
    leaveRegion();
    if (names.stackLeft.is()) {
      set(names.stackLeft, makeStackForHost());
    }
  }

  // Leaves the fiber's region alone.
  void leaveRegion() {
    if (names.outerStackPointer.is()) {
      auto getOuter = [&] { return getGlobal(names.outerStackPointer); };
      set(names.stackPointer,
          builder.makeSelect(
            getOuter(), getOuter(), getGlobal(names.stackPointer)));
      set(names.outerStackPointer, makeConst(0));
    }
    if (names.stackLimit.is()) {
      set(names.stackLimit, makeConst(0));
    }
  }

  // Checks, when the host has returned, that it may.
  void checkReturn() {
    if (names.beginHostCall.is()) {
      auto before = save(getGlobal(names.hostCall, Type::i64));
      auto call = save(builder.makeCall(names.beginHostCall, {}, Type::i64));
      restores.push_back([=, this] {
        return builder.makeCall(names.endHostCall,
                                {builder.makeLocalGet(call, Type::i64),
                                 builder.makeLocalGet(before, Type::i64)},
                                Type::none);
      });
    }
    if (names.checkFreed.is()) {
      auto freed = save(getGlobal(names.leftFreed));
      auto fiber = save(builder.makeCall(names.runningHandle, {}, Type::i32));
      restores.push_back([=, this] {
        return builder.makeCall(names.checkFreed,
                                {builder.makeLocalGet(freed, Type::i32),
                                 builder.makeLocalGet(fiber, Type::i32)},
                                Type::none);
      });
    }
  }

  // Marks the fiber as in the unyielding function with a number.
  void markUnyielding(uint32_t number) {
    set(names.current,
        builder.makeBinary(OrInt32,
                           getGlobal(names.current),
                           makeConst(Layout::UnyieldingMark)));
    set(names.unyielding, makeConst(number));
  }

  void build() {
    auto before = saves;
    before.insert(before.end(), sets.begin(), sets.end());
    guard->body = makeRestoringCall(
      guard,
      callee,
      before,
      [&](std::vector<Expression*>& list) { restore(list); },
      plan.hasExceptions,
      module);
  }

private:
  // What is left of the engine's stack, which is still in use, or an eighth of
  // it if that is more: if the host leaves by an exception, all fibers to come
  // have no more.
  Expression* makeStackForHost() {
    auto getLeast = [&] {
      return builder.makeBinary(
        ShrUInt32, getGlobal(names.wholeStack), makeConst(3));
    };
    auto getLeft = [&] { return getGlobal(names.stackLeft); };
    return builder.makeSelect(
      builder.makeBinary(GtSInt32, getLeft(), getLeast()),
      getLeft(),
      getLeast());
  }

  Expression* makeConst(uint32_t value) { return builder.makeConst(value); }

  Expression* getGlobal(Name global, Type type = Type::i32) {
    return builder.makeGlobalGet(global, type);
  }

  Index save(Expression* value) {
    auto local = Builder::addVar(guard, value->type);
    saves.push_back(builder.makeLocalSet(local, value));
    return local;
  }

  void restore(std::vector<Expression*>& list) {
    for (auto& makeRestore : restores) {
      list.push_back(makeRestore());
    }
  }

  Module& module;
  const Plan& plan;
  const GuardNames& names;
  Name callee;
  HeapType type;
  Function* guard = nullptr;
  Builder builder;
  std::vector<Expression*> saves;
  std::vector<Expression*> sets;
  std::vector<std::function<Expression*()>> restores;
};

// What calls nothing and uses no memory comes to no fiber, and needs no stack.
// It may be there to tell the host the stack pointer, or to move it, as
// Emscripten's stackAlloc, which a guard would undo.
bool needsNoGuard(const PassOptions& options, Module& module, Function* func) {
  if (func->imported()) {
    return false;
  }
  const EffectAnalyzer effects(options, module, func);
  return !effects.calls && !effects.accessesMemory();
}

// Has each export be a function's guard. The program itself goes on to call the
// function.
void guardExports(const PassOptions& options,
                  Module& module,
                  const Plan& plan,
                  const GuardNames& names,
                  std::deque<GuardBuilder>& builders) {
  std::unordered_map<Name, Name> guards;
  for (auto& exported : module.exports) {
    if (exported->kind != ExternalKind::Function) {
      continue;
    }
    auto* func = exported->getInternalName();
    if (needsNoGuard(options, module, module.getFunction(*func))) {
      continue;
    }
    auto [guard, inserted] = guards.insert({*func, Name()});
    if (inserted) {
      auto& builder = builders.emplace_back(
        module, plan, names, *func, module.getFunction(*func)->type);
      guard->second = builder.add("fiber.host_entry." + func->toString());
      builder.leaveFiber();
    }
    *func = guard->second;
  }
}

} // anonymous namespace

Name Guards::get(Name func) const {
  auto it = all.find(func);
  return it == all.end() ? func : it->second;
}

Name Guards::getInForm(Name func) const {
  auto it = inForms.find(func);
  return it == inForms.end() ? get(func) : it->second;
}

Guards addGuards(PassRunner* runner,
                 const Program& program,
                 const Plan& plan,
                 Runtime& runtime) {
  const auto& calls = plan.guardedCalls;
  const GuardNames names(program, plan, runtime);
  auto& module = program.module;
  Guards guards;
  // Stays in place, since a builder's parts refer to it.
  std::deque<GuardBuilder> builders;
  std::unordered_map<Function*, GuardBuilder*> byCallee;
  // A function of which two things are said has one guard for both.
  auto add = [&](Function* callee, const std::string& kind) -> GuardBuilder& {
    auto*& builder = byCallee[callee];
    if (!builder) {
      builder =
        &builders.emplace_back(module, plan, names, callee->name, callee->type);
      auto& name = callee->imported() ? callee->base : callee->name;
      guards.all[callee->name] =
        builder->add("fiber." + kind + '.' + name.toString());
    }
    return *builder;
  };
  for (auto* callee : calls.imports) {
    auto& builder = add(callee, "host_call");
    builder.leaveFiber();
    builder.checkReturn();
  }
  for (Index i = 0; i < calls.unyielding.size(); i++) {
    add(calls.unyielding[i], "guarded").markUnyielding(i);
  }
  for (auto* callee : calls.onResumersStack) {
    add(callee, "guarded").leaveRegion();
  }
  Redirector redirector(guards);
  redirector.run(runner, &module);
  redirector.walkModuleCode(&module);
  for (auto* callee : calls.calledByForms) {
    auto called = guards.get(callee->name);
    auto& builder =
      builders.emplace_back(module, plan, names, called, callee->type);
    auto guard =
      builder.add("fiber.called_by_forms." + callee->name.toString());
    builder.leaveRegion();
    guards.inForms[called] = guards.inForms[callee->name] = guard;
  }
  if (calls.exports) {
    guardExports(runner->options, module, plan, names, builders);
  }
  for (auto& builder : builders) {
    builder.build();
  }
  return guards;
}

} // namespace wasm::fibers
