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

#include "asyncify/Asyncify.h"

#include "ir/names.h"
#include "passes/pass-utils.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// Asyncify decides by itself which functions to change: those from which direct
// calls lead to an import that it is told of. So, while it runs, it is shown
// the functions that may yield, and all others as imports: of this module, and
// under one of two names.
const Name HIDDEN("fiber.hidden");
const Name MAY_YIELD("may_yield");
const Name CANNOT_YIELD("cannot_yield");

// What Asyncify defines.
const Name ASYNCIFY_STATE("__asyncify_state");
const Name ASYNCIFY_DATA("__asyncify_data");
const Name ASYNCIFY_FUNCTIONS[] = {"asyncify_start_unwind",
                                   "asyncify_stop_unwind",
                                   "asyncify_start_rewind",
                                   "asyncify_stop_rewind",
                                   "asyncify_get_state"};

bool hasAsyncifyItems(const Module& module) {
  return module.getGlobalOrNull(ASYNCIFY_STATE) ||
         module.getGlobalOrNull(ASYNCIFY_DATA) ||
         std::any_of(std::begin(ASYNCIFY_FUNCTIONS),
                     std::end(ASYNCIFY_FUNCTIONS),
                     [&](Name name) {
                       return module.getFunctionOrNull(name) ||
                              module.getExportOrNull(name);
                     });
}

// Makes a tail call an ordinary one. If it can't yield, nothing is lost by
// that: whatever it calls never comes back to the functions that Asyncify
// changes.
template<typename T>
Expression* returnAfter(Module& module, T* call, Type results) {
  Builder builder(module);
  call->isReturn = false;
  call->type = results;
  call->finalize();
  if (results.isConcrete()) {
    return builder.makeReturn(call);
  }
  return builder.makeSequence(call, builder.makeReturn());
}

} // anonymous namespace

// Makes the calls in a function ones that Asyncify understands. To it, all
// indirect calls are the same; so each becomes the call of an import that may
// or can't yield.
struct AsyncifyLowering::CallHider : public PostWalker<CallHider> {
  AsyncifyLowering& lowering;
  const MayYield& mayYield;

  CallHider(AsyncifyLowering& lowering, const MayYield& mayYield)
    : lowering(lowering), mayYield(mayYield) {}

  void visitCall(Call* curr) {
    if (curr->isReturn) {
      auto results = getModule()->getFunction(curr->target)->getResults();
      replaceCurrent(returnAfter(*getModule(), curr, results));
    }
  }

  void visitCallRef(CallRef* curr) {
    if (curr->isReturn && curr->target->type.isRef()) {
      auto type = curr->target->type.getHeapType();
      if (type.isSignature()) {
        replaceCurrent(
          returnAfter(*getModule(), curr, type.getSignature().results));
      }
    }
  }

  void visitCallIndirect(CallIndirect* curr) {
    auto results = curr->heapType.getSignature().results;
    std::vector<Expression*> operands(curr->operands.begin(),
                                      curr->operands.end());
    operands.push_back(curr->target);
    auto target = lowering.getPlaceholder(
      curr->table, curr->heapType, mayYield.mayYield(curr));
    auto* call = Builder(*getModule()).makeCall(target, operands, results);
    replaceCurrent(curr->isReturn ? returnAfter(*getModule(), call, results)
                                  : call);
  }
};

// Fits a function that Asyncify has changed to the runtime. Asyncify keeps the
// position in the buffer in memory, and looks for it through a global. Here it
// is a global itself:
//
//   (i32.load (global.get $__asyncify_data))      (global.get $position)
//
// And it doesn't look whether there is room in the buffer. Here a function
// makes sure of it, before it saves its frame:
//
//   (if
//     (i32.gt_u
//       (i32.add (global.get $position) (i32.const SIZE)) (global.get $end))
//     (then (call $grow_buffer (i32.const SIZE))))
//   (i32.store (global.get $position) (local.get $call_number))
//   (global.set $position (i32.add (global.get $position) (i32.const 4)))
//   ..
struct AsyncifyLowering::Fitter : public PostWalker<Fitter> {
  AsyncifyLowering& lowering;
  const RuntimeNames& names;

  Fitter(AsyncifyLowering& lowering, const RuntimeNames& names)
    : lowering(lowering), names(names) {}

  void visitLoad(Load* curr) {
    if (isGet(curr->ptr, ASYNCIFY_DATA)) {
      replaceCurrent(makeGet(names.position));
    }
  }

  void visitStore(Store* curr) {
    if (isGet(curr->ptr, ASYNCIFY_DATA)) {
      noteMove(curr->value);
      replaceCurrent(
        Builder(*getModule()).makeGlobalSet(names.position, curr->value));
    } else if (isGet(curr->ptr, names.position) && sizes.empty()) {
      // The first thing that is saved.
      replaceCurrent(
        Builder(*getModule()).makeSequence(makeReservation(), curr));
    }
  }

  void visitGlobalGet(GlobalGet* curr) {
    if (curr->name == ASYNCIFY_STATE) {
      curr->name = names.state;
    }
  }

  void visitCall(Call* curr) {
    auto it = lowering.placeholders.find(curr->target);
    if (it != lowering.placeholders.end()) {
      std::vector<Expression*> operands(curr->operands.begin(),
                                        curr->operands.end());
      auto* target = operands.back();
      operands.pop_back();
      replaceCurrent(Builder(*getModule())
                       .makeCallIndirect(
                         it->second.table, target, operands, it->second.type));
    }
  }

  void visitFunction(Function* func) {
    for (auto* size : sizes) {
      size->value = Literal(frameSize);
    }
  }

private:
  // What the frame takes, and where that is to be filled in.
  int32_t frameSize = 0;
  std::vector<Const*> sizes;

  static bool isGet(Expression* curr, Name global) {
    auto* get = curr->dynCast<GlobalGet>();
    return get && get->name == global;
  }

  Expression* makeGet(Name global) {
    return Builder(*getModule()).makeGlobalGet(global, Type::i32);
  }

  Expression* makeSize() {
    sizes.push_back(Builder(*getModule()).makeConst(int32_t(0)));
    return sizes.back();
  }

  Expression* makeReservation() {
    Builder builder(*getModule());
    auto* after =
      builder.makeBinary(AddInt32, makeGet(names.position), makeSize());
    return builder.makeIf(
      builder.makeBinary(GtUInt32, after, makeGet(names.end)),
      builder.makeCall(names.grow, {makeSize()}, Type::none));
  }

  // The position moves up when a part of the frame is saved, and down when it
  // is restored.
  void noteMove(Expression* value) {
    auto* move = value->cast<Binary>();
    assert(isGet(move->left, names.position));
    auto by = move->right->cast<Const>()->value.geti32();
    assert(move->op == AddInt32 || move->op == SubInt32);
    frameSize += std::max(move->op == AddInt32 ? by : -by, 0);
  }
};

AsyncifyLowering::AsyncifyLowering(const Program& program,
                                   const MayYield& mayYield)
  : module(program.module) {
  if (hasAsyncifyItems(module)) {
    Fatal() << "--lower-fibers: the module has been through Asyncify, which it "
               "can't be twice; lower it first, or use tier:native";
  }
  // The placeholders become functions of the module, too.
  for (auto& func : module.functions) {
    if (!func->imported() && mayYield.mayYield(func.get())) {
      funcs.insert(func.get());
    }
  }
  CallHider hider(*this, mayYield);
  for (auto* func : funcs) {
    hider.walkFunctionInModule(func, &module);
  }
}

Name AsyncifyLowering::getPlaceholder(Name table, HeapType type, bool yields) {
  auto [it, inserted] = placeholderNames[table].insert({type, Name()});
  if (inserted) {
    auto [params, results] = type.getSignature();
    std::vector<Type> types(params.begin(), params.end());
    types.push_back(module.getTable(table)->addressType);
    it->second = Names::getValidFunctionName(module, "fiber.indirect_call");
    placeholders[it->second] = {table, type};
    auto func =
      Builder::makeFunction(it->second, Signature(Type(types), results), {});
    func->module = HIDDEN;
    func->base = yields ? MAY_YIELD : CANNOT_YIELD;
    module.addFunction(std::move(func));
  }
  return it->second;
}

void AsyncifyLowering::run(PassRunner* runner, const RuntimeNames& names) {
  hideOthers(names.yield);
  runAsyncify(runner);
  showOthers();
  for (auto* func : funcs) {
    Fitter(*this, names).walkFunctionInModule(func, &module);
  }
  removeLeftovers();

  PassUtils::FilteredPassRunner optimizer(&module, funcs);
  optimizer.options = runner->options;
  optimizer.options.optimizeLevel = 2;
  optimizer.setIsNested(true);
  optimizer.addDefaultFunctionOptimizationPasses();
  optimizer.run();
}

void AsyncifyLowering::hideOthers(Name yield) {
  for (auto& func : module.functions) {
    if (!func->imported() && !funcs.contains(func.get())) {
      std::swap(hiddenBodies[func.get()], func->body);
      func->module = HIDDEN;
      func->base = func->name == yield ? MAY_YIELD : CANNOT_YIELD;
    }
  }
}

void AsyncifyLowering::showOthers() {
  for (auto& [func, body] : hiddenBodies) {
    func->module = func->base = Name();
    func->body = body;
  }
}

void AsyncifyLowering::runAsyncify(PassRunner* runner) {
  PassRunner nested(runner);
  // Without optimizations, it saves locals that are never used again.
  nested.options.optimizeLevel = 2;
  nested.options.arguments = {
    {"asyncify-imports", HIDDEN.toString() + '.' + MAY_YIELD.toString()}};
  // Of several memories it takes the one that is exported under a name.
  Name memory = Names::getValidExportName(module, "fiber.memory");
  module.addExport(Builder::makeExport(
    memory, module.memories.front()->name, ExternalKind::Memory));
  nested.options.arguments["asyncify-memory"] = memory.toString();
  nested.add("asyncify");
  nested.run();
  module.removeExport(memory);
}

void AsyncifyLowering::removeLeftovers() {
  for (auto name : ASYNCIFY_FUNCTIONS) {
    module.removeExport(name);
    module.removeFunction(name);
  }
  module.removeGlobal(ASYNCIFY_STATE);
  module.removeGlobal(ASYNCIFY_DATA);
  for (auto& [name, _] : placeholders) {
    module.removeFunction(name);
  }
}

} // namespace wasm::fibers
