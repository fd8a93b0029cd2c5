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

#include "PolledFibers.h"

#include "ParamGets.h"
#include "PromisingExports.h"
#include "ir/import-utils.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// What "take" says of a fiber. If it waits no longer, it isn't asked for again.
enum class Wait : uint32_t { None, Pending, Resolved, Rejected };

// As in include/fiber.h.
constexpr uint32_t FiberAwaits = 3;

class Polls {
public:
  Polls(Program& program, SuspendingImports& imports)
    : program(program), module(program.module), builder(module),
      imports(imports) {}

  void define(Function* poll);

private:
  Name addGlobal(const std::string& root);
  Name addImport(const std::string& base, Signature type);
  Expression* makeAwaits();
  void forgetInFree();

  Expression* makeGet(Index local) {
    return builder.makeLocalGet(local, Type::i32);
  }
  Expression* makeConst(uint32_t value) { return builder.makeConst(value); }
  Expression* makeCall(Name func, Type results) {
    return builder.makeCall(func, {makeGet(0)}, results);
  }
  Expression* makeCall(Intrinsic::Kind kind) {
    return makeCall(program.importIntrinsic(kind)->name, Type::none);
  }
  Expression* makeResume(Expression* argument, Expression* result) {
    return builder.makeCall(program.importIntrinsic(Intrinsic::Resume)->name,
                            {makeGet(0), argument, result},
                            Type::i32);
  }
  Expression* makeWaits() { return builder.makeGlobalGet(waits, Type::i32); }
  Expression* makeAddWaits(uint32_t count) {
    return builder.makeGlobalSet(
      waits, builder.makeBinary(AddInt32, makeWaits(), makeConst(count)));
  }

  Program& program;
  Module& module;
  Builder builder;
  SuspendingImports& imports;
  // How many fibers wait.
  Name waits;
};

void Polls::define(Function* poll) {
  waits = addGlobal("fiber.waits");
  if (!imports.canFail()) {
    // It goes on as if its import had thrown the reason.
    imports.setFail(addImport("throw", Signature(Type::none, Type::none)));
  }
  auto take = addImport("take", Signature(Type::i32, Type::i32));
  auto keep = addImport("keep", Signature(Type::i32, Type::none));
  auto state = Builder::addVar(poll, Type::i32);
  auto value = Builder::addVar(poll, Type::i32);
  auto is = [&](Wait wait) {
    return builder.makeBinary(
      EqInt32, makeGet(state), makeConst(uint32_t(wait)));
  };
  auto* check = builder.makeBlock(
    {builder.makeLocalSet(state, makeCall(take, Type::i32)),
     builder.makeIf(is(Wait::Pending), makeAwaits()),
     builder.makeIf(
       makeGet(state),
       builder.makeBlock({makeAddWaits(-1),
                          makeCall(Intrinsic::Release),
                          imports.makeSetFailing(is(Wait::Rejected))}))});
  std::vector<Expression*> list{
    builder.makeIf(makeWaits(), check),
    builder.makeLocalSet(value, makeResume(makeGet(1), makeGet(2)))};
  auto clears = imports.given.clear();
  list.insert(list.end(), clears.begin(), clears.end());
  list.push_back(builder.makeIf(imports.makeIsAwaiting(),
                                builder.makeBlock({imports.makeSetAwaiting(0),
                                                   makeCall(Intrinsic::Hold),
                                                   makeCall(keep, Type::none),
                                                   makeAddWaits(1),
                                                   makeAwaits()})));
  list.push_back(makeGet(value));
  poll->body = builder.makeBlock(list);
  imports.addGives();
  forgetInFree();
}

Name Polls::addGlobal(const std::string& root) {
  auto name = Names::getValidGlobalName(module, root);
  addVariable(module, name, Type::i32);
  return name;
}

Name Polls::addImport(const std::string& base, Signature type) {
  auto* func = module.addFunction(
    Builder::makeFunction(Names::getValidFunctionName(module, "fiber." + base),
                          Type(type, NonNullable, Inexact),
                          {}));
  func->module = AWAIT;
  func->base = base;
  return func->name;
}

// Returns from fiber_poll with FIBER_AWAITS.
Expression* Polls::makeAwaits() {
  auto* store = builder.makeStore(4,
                                  0,
                                  4,
                                  makeGet(2),
                                  makeConst(FiberAwaits),
                                  Type::i32,
                                  program.memory->name);
  return builder.makeSequence(builder.makeIf(makeGet(2), store),
                              builder.makeReturn(makeConst(0)));
}

// Has the program's calls of fiber_free end the wait of a fiber, and first
// those of the fibers that it has resumed.
void Polls::forgetInFree() {
  auto* free = takeIntrinsic(program, Intrinsic::Free);
  if (!free) {
    return;
  }
  auto forget = addImport("forget", Signature(Type::i32, Type::i32));
  std::vector<Expression*> end{makeAddWaits(-1), makeCall(Intrinsic::Release)};
  if (imports.hasDropping()) {
    end.push_back(
      imports.makeDropAwaited(free, makeResume(makeConst(0), makeConst(0))));
  }
  free->body = builder.makeSequence(
    builder.makeIf(
      makeWaits(),
      builder.makeIf(makeCall(forget, Type::i32), builder.makeBlock(end))),
    makeCall(Intrinsic::Free));
}

} // anonymous namespace

PolledFibers::PolledFibers(Module& module) {
  bool others = false;
  for (auto* import : ImportInfo(module).importedFunctions) {
    if (import->module != FIBER) {
      continue;
    }
    if (import->base == "fiber_poll") {
      polls.push_back(import);
    } else if (import->base == "fiber_wait") {
      waits.push_back(import);
    } else {
      others = true;
    }
  }
  for (auto* poll : polls) {
    poll->module = AWAIT;
    poll->base = "poll";
  }
  for (auto* wait : waits) {
    wait->module = AWAIT;
    wait->base = "next";
  }
  if (!empty() && !others) {
    importIntrinsic(module, Intrinsic::Resume);
  }
}

void PolledFibers::define(Program& program, SuspendingImports& imports) {
  Builder builder(program.module);
  for (auto* wait : waits) {
    if (wait->imported()) {
      setDefined(wait);
      wait->body = builder.makeConst(uint32_t(0));
    }
  }
  for (auto* poll : polls) {
    setDefined(poll);
    if (poll == polls.front() && !imports.empty()) {
      Polls(program, imports).define(poll);
      continue;
    }
    // Where nothing awaits, it is fiber_resume.
    auto* callee = poll == polls.front()
                     ? program.importIntrinsic(Intrinsic::Resume)
                     : polls.front();
    poll->body =
      builder.makeCall(callee->name,
                       makeParamGets(program.module, poll->getParams()),
                       Type::i32);
  }
}

} // namespace wasm::fibers
