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

#include "SuspendingImports.h"

#include <algorithm>
#include <set>

#include "ParamGets.h"
#include "analysis/FunctionLists.h"
#include "analysis/Program.h"
#include "ir/import-utils.h"
#include "ir/names.h"
#include "support/string.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

const Name AWAIT("[await]");

namespace {

constexpr std::string_view Prefix("[suspending");

bool isLowered(const Function* import) {
  return import->base.view().starts_with(Prefix);
}

std::string getPlace(const Function* import) {
  return import->module.toString() + '.' + import->base.toString();
}

void addOnce(std::vector<Function*>& funcs, Function* func) {
  if (std::find(funcs.begin(), funcs.end(), func) == funcs.end()) {
    funcs.push_back(func);
  }
}

} // anonymous namespace

void setDefined(Function* import) {
  import->module = import->base = Name();
  import->type = import->type.with(Exact);
}

std::string_view getOriginalBase(const Function* import) {
  auto base = import->base.view();
  return isLowered(import) ? base.substr(base.find(']') + 1) : base;
}

SuspendingImports::SuspendingImports(Module& module, const Options& options)
  : given(module, "given"), module(module) {
  auto imports = findImports(options.suspending);
  if (imports.empty()) {
    return;
  }
  addFiberWait(imports);
  if (module.getExportOrNull(AWAIT)) {
    Fatal()
      << "--lower-fibers: suspending: the module went through the pass "
         "with this option before; lower it once, with all of the imports";
  }
  addShared();
  for (auto* import : imports) {
    lower(import);
  }
}

std::vector<Function*>
SuspendingImports::findImports(const std::vector<std::string>& values) {
  std::vector<Function*> imports;
  for (const auto& value : values) {
    addNames("suspending", value, "import", [&](const std::string& pattern) {
      bool found = false;
      for (auto* import : ImportInfo(module).importedFunctions) {
        if (import->module != FIBER && !isLowered(import) &&
            String::wildcardMatch(pattern, getPlace(import))) {
          addOnce(imports, import);
          found = true;
        }
      }
      return found;
    });
  }
  FunctionSet named;
  takeNamed(module, "fiber.suspending", "FIBER_SUSPENDING", named);
  for (auto* import : ImportInfo(module).importedFunctions) {
    if (named.erase(import)) {
      addOnce(imports, import);
    }
  }
  for (const auto* func : named) {
    Fatal() << "--lower-fibers: FIBER_SUSPENDING(" << func->name
            << "): the program defines the function, and only an import may "
               "suspend";
  }
  return imports;
}

// JavaScript knows which fibers of fiber_poll can go on (PolledFibers.h).
void SuspendingImports::addFiberWait(std::vector<Function*>& imports) {
  for (auto* import : ImportInfo(module).importedFunctions) {
    if (import->module == AWAIT && import->base == "next") {
      imports.push_back(import);
    }
  }
}

// Adds what all of them use, and what JavaScript says that there is something
// to wait for with.
void SuspendingImports::addShared() {
  Builder builder(module);
  awaiting = Names::getValidGlobalName(module, "fiber.awaiting");
  addVariable(module, awaiting, Type::i32);
  auto addFunction = [&](const std::string& root, Expression* body) {
    return module.addFunction(
      Builder::makeFunction(Names::getValidFunctionName(module, root),
                            Signature(Type::none, Type::none),
                            {},
                            body));
  };
  auto* set = addFunction("fiber.set_awaiting", makeSetAwaiting(1));
  module.addExport(
    Builder::makeExport(AWAIT, set->name, ExternalKind::Function));

  auto* error = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, "fiber.suspend_error"),
    Type(Signature(Type::none, Type::none), NonNullable, Inexact),
    {}));
  error->module = AWAIT;
  error->base = "error";

  auto* isRunning = importIntrinsic(module, Intrinsic::IsRunning);
  auto* fail = builder.makeBlock({makeSetAwaiting(0),
                                  builder.makeCall(error->name, {}, Type::none),
                                  builder.makeUnreachable()});
  checkRunning =
    addFunction("fiber.check_running",
                builder.makeIf(
                  builder.makeUnary(
                    EqZInt32, builder.makeCall(isRunning->name, {}, Type::i32)),
                  fail))
      ->name;
  yield = importIntrinsic(module, Intrinsic::Yield)->name;
  await = addFunction("fiber.await", nullptr)->name;
  defineAwait();
}

// Has the function be defined under its own name, so that its uses stay.
void SuspendingImports::lower(Function* import) {
  auto types = import->getResults();
  if (!HandedValues::canHold(types)) {
    Fatal()
      << "--lower-fibers: suspending: '" << getPlace(import)
      << "' gives a value of type " << types.toString()
      << ", which can't wait for a promise; use one of i32, i64, f32, f64, "
         "externref, funcref";
  }
  Builder builder(module);
  auto* start = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, import->name.toString() + ".start"),
    Type(Signature(import->getParams(), HandedValues::getHeld(types)),
         NonNullable,
         Inexact),
    {}));
  start->module = import->module;
  start->base = std::string(Prefix) + " (" + getTypesName(import->getParams()) +
                ")->(" + getTypesName(types) + ")]" + import->base.toString();
  setDefined(import);

  import->body =
    builder.makeBlock({makeStart(import, start),
                       builder.makeIf(makeIsAwaiting(), makeAwait()),
                       given.takeAll(types)});
  lowered.push_back(import);
  if (std::find(results.begin(), results.end(), types) == results.end()) {
    results.push_back(types);
  }
}

// Calls `start` as `caller` is called, and keeps what it gives.
Expression* SuspendingImports::makeStart(Function* caller, Function* start) {
  Builder builder(module);
  auto makeCall = [&](Function* callee) {
    return builder.makeCall(callee->name,
                            makeParamGets(module, caller->getParams()),
                            callee->getResults());
  };
  auto* call = makeCall(start);
  if (!call->type.isTuple()) {
    return call->type == Type::none ? call : given.put(caller, call);
  }
  // A variable for several values is best in a function that doesn't yield.
  auto* keeper = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, caller->name.toString() + ".keep"),
    Signature(caller->getParams(), Type::none),
    {}));
  keeper->body = given.put(keeper, call);
  return makeCall(keeper);
}

Expression* SuspendingImports::makeIsAwaiting() {
  return Builder(module).makeGlobalGet(awaiting, Type::i32);
}

Expression* SuspendingImports::makeSetAwaiting(uint32_t value) {
  Builder builder(module);
  return builder.makeGlobalSet(awaiting, builder.makeConst(value));
}

Expression* SuspendingImports::makeAwait() {
  return Builder(module).makeCall(await, {}, Type::none);
}

Expression* SuspendingImports::makeAwaitOnce() {
  Builder builder(module);
  return builder.makeSequence(
    builder.makeCall(checkRunning, {}, Type::none),
    builder.makeDrop(
      builder.makeCall(yield, {builder.makeConst(uint32_t(0))}, Type::i32)));
}

void SuspendingImports::addDropping() {
  dropping = Names::getValidGlobalName(module, "fiber.dropping");
  addVariable(module, dropping, Type::i32);
  defineAwait();
}

void SuspendingImports::addGives() {
  std::set<std::string> done;
  for (auto types : results) {
    auto name = getTypesName(types);
    auto exported = "[give " + name + ']';
    if (types == Type::none || !done.insert(name).second ||
        module.getExportOrNull(exported)) {
      continue;
    }
    auto* give = module.addFunction(
      Builder::makeFunction(Names::getValidFunctionName(module, "fiber.give"),
                            Signature(HandedValues::getHeld(types), Type::none),
                            {}));
    give->body = Builder(module).makeBlock(given.putParams(give, 0));
    module.addExport(
      Builder::makeExport(exported, give->name, ExternalKind::Function));
  }
}

void SuspendingImports::setFail(Name func) {
  fail = func;
  failing = Names::getValidGlobalName(module, "fiber.failing");
  addVariable(module, failing, Type::i32);
  defineAwait();
}

Expression* SuspendingImports::makeSetFailing(Expression* value) {
  return Builder(module).makeGlobalSet(failing, value);
}

void SuspendingImports::defineAwait() {
  Builder builder(module);
  auto* body = makeAwaitOnce();
  if (hasDropping()) {
    Name again("again");
    body = builder.makeLoop(
      again,
      builder.makeSequence(
        body, builder.makeBreak(again, nullptr, makeIsDropping())));
  }
  if (canFail()) {
    body = builder.makeSequence(
      body,
      builder.makeIf(
        builder.makeGlobalGet(failing, Type::i32),
        builder.makeBlock({makeSetFailing(builder.makeConst(uint32_t(0))),
                           builder.makeCall(fail, {}, Type::none),
                           builder.makeUnreachable()})));
  }
  module.getFunction(await)->body = body;
}

Expression* SuspendingImports::makeIsDropping() {
  return Builder(module).makeGlobalGet(dropping, Type::i32);
}

Expression* SuspendingImports::makeDropAwaited(Function* func,
                                               Expression* resume) {
  Builder builder(module);
  auto before = Builder::addVar(func, Type::i32);
  return builder.makeBlock(
    {builder.makeLocalSet(before, makeIsDropping()),
     makeSetDropping(1),
     builder.makeDrop(resume),
     builder.makeGlobalSet(dropping, builder.makeLocalGet(before, Type::i32)),
     makeSetAwaiting(0)});
}

Expression* SuspendingImports::makeSetDropping(uint32_t value) {
  Builder builder(module);
  return builder.makeGlobalSet(dropping, builder.makeConst(value));
}

} // namespace wasm::fibers
