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

#include "frames/ReferenceCalls.h"

#include <algorithm>

#include "ParamGets.h"
#include "ir/names.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Replaces the references in the code that it walks.
struct Replacer : public PostWalker<Replacer> {
  Module& module;
  const std::vector<HeapType>& types;
  ByReference& replaced;

  Replacer(Module& module,
           const std::vector<HeapType>& types,
           ByReference& replaced)
    : module(module), types(types), replaced(replaced) {}

  void visitRefFunc(RefFunc* curr) {
    auto* func = module.getFunction(curr->func);
    auto type = func->type.getHeapType();
    if (std::none_of(types.begin(), types.end(), [&](HeapType called) {
          return HeapType::isSubType(type, called);
        })) {
      return;
    }
    auto [it, inserted] = replaced.insert({func->name, Name()});
    if (inserted) {
      it->second = Names::getValidFunctionName(
        module, func->name.toString() + ".by_reference");
      module.addFunction(
        Builder::makeFunction(it->second,
                              Type(type, NonNullable, Exact),
                              {},
                              Builder(module).makeUnreachable()));
    }
    curr->func = it->second;
    curr->finalize(module);
  }
};

} // anonymous namespace

ByReference addReferenceCalls(const Program& program,
                              const std::vector<HeapType>& types,
                              Name calledByForm,
                              bool makesTailCalls,
                              const std::function<Name(Name)>& getCallForm) {
  auto& module = program.module;
  Builder builder(module);
  module.addGlobal(Builder::makeGlobal(
    calledByForm, Type::i32, builder.makeConst(uint32_t(0)), Builder::Mutable));
  ByReference replaced;
  Replacer replacer(module, types, replaced);
  // The list grows, by functions without references.
  for (Index i = 0, count = module.functions.size(); i < count; i++) {
    if (auto* func = module.functions[i].get(); !func->imported()) {
      replacer.walk(func->body);
    }
  }
  for (auto& global : module.globals) {
    if (!global->imported()) {
      replacer.walk(global->init);
    }
  }
  for (auto& table : module.tables) {
    if (table->init) {
      replacer.walk(table->init);
    }
  }
  for (auto& segment : module.elementSegments) {
    if (segment->table != program.functionTable->name) {
      replacer.walkElementSegment(segment.get());
    }
  }
  for (auto& [original, name] : replaced) {
    auto* func = module.getFunction(name);
    auto makeCall = [&](Name callee) {
      return builder.makeCall(callee,
                              makeParamGets(module, func->getParams()),
                              func->getResults(),
                              makesTailCalls);
    };
    auto callForm = getCallForm(original);
    auto* called = builder.makeSequence(
      builder.makeGlobalSet(calledByForm, builder.makeConst(uint32_t(0))),
      makeCall(callForm));
    func->body =
      callForm == original
        ? static_cast<Expression*>(called)
        : builder.makeIf(builder.makeGlobalGet(calledByForm, Type::i32),
                         called,
                         makeCall(original));
  }
  return replaced;
}

} // namespace wasm::fibers
