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

#include "Rejections.h"

#include <string_view>

#include "analysis/Program.h"
#include "ir/import-utils.h"
#include "ir/names.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

constexpr std::string_view Prefix("fiber_rejected_");

// Null if the module has no such export.
Function* takeExport(Module& module, Name name, Signature type) {
  auto* exported = module.getExportOrNull(name);
  if (!exported) {
    return nullptr;
  }
  auto* func = exported->kind == ExternalKind::Function
                 ? module.getFunction(*exported->getInternalName())
                 : nullptr;
  if (!func || func->getSig() != type) {
    Fatal() << "--lower-fibers: the export '" << name
            << "' isn't what fiber.hpp defines; give it another name, or "
               "compile with the fiber.hpp that belongs to this wasm-opt";
  }
  module.removeExport(name);
  return func;
}

std::vector<Function*> findImports(const Module& module) {
  std::vector<Function*> imports;
  for (const auto& func : module.functions) {
    if (func->imported() && func->module == FIBER &&
        func->base.startsWith(Prefix)) {
      imports.push_back(func.get());
    }
  }
  return imports;
}

void defineAsNothing(Module& module, Function* import) {
  setDefined(import);
  Builder builder(module);
  import->body = import->getResults() == Type::none
                   ? static_cast<Expression*>(builder.makeNop())
                   : static_cast<Expression*>(builder.makeConst(uint32_t(0)));
}

} // anonymous namespace

Rejections::Rejections(Module& module, SuspendingImports& suspending)
  : module(module) {
  thrower = takeExport(
    module, "fiber_rejected_throw", Signature(Type::i32, Type::none));
  catcher =
    takeExport(module, "fiber_rejected_catch", Signature(Type::i32, Type::i32));
  if (!thrower || !catcher || suspending.empty()) {
    thrower = catcher = nullptr;
    for (auto* import : findImports(module)) {
      defineAsNothing(module, import);
    }
    return;
  }
  define(suspending);
}

void Rejections::define(SuspendingImports& suspending) {
  Builder builder(module);
  for (auto* import : findImports(module)) {
    if (import->base == "fiber_rejected_run") {
      run = import;
    }
    import->module = AWAIT;
    import->base = import->base.view().substr(Prefix.size());
  }

  auto* rejection = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, "fiber.rejection"),
    Type(Signature(Type::none, Type::i32), NonNullable, Inexact),
    {}));
  rejection->module = AWAIT;
  rejection->base = "rejection";
  auto* fail = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, "fiber.fail"),
    Signature(Type::none, Type::none),
    {},
    builder.makeCall(thrower->name,
                     {builder.makeCall(rejection->name, {}, Type::i32)},
                     Type::none)));
  suspending.setFail(fail->name);
  if (!module.memories.empty()) {
    module.addExport(Builder::makeExport(
      "[memory]", module.memories.front()->name, ExternalKind::Memory));
  }
}

void Rejections::defineRun(Program& program) {
  if (!run) {
    return;
  }
  Builder builder(module);
  auto* resume = program.importIntrinsic(Intrinsic::Resume);
  setDefined(run);
  run->body =
    builder.makeDrop(builder.makeCall(resume->name,
                                      {builder.makeLocalGet(0, Type::i32),
                                       builder.makeConst(uint32_t(0)),
                                       builder.makeConst(uint32_t(0))},
                                      resume->getResults()));
}

} // namespace wasm::fibers
