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

#include "Runtime.h"

#include "ir/module-utils.h"
#include "ir/names.h"
#include "ir/utils.h"
#include "parser/wat-parser.h"
#include "pass.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// The text of runtime/*.wat, made by the build.
constexpr char NativeText[] =
#include "runtime-native.inc"
  ;
constexpr char AsyncifyText[] =
#include "runtime-asyncify.inc"
  ;

const Name PROGRAM("program");

// What clang's code uses, too, unless it is told not to.
const FeatureSet CommonFeatures = FeatureSet::MutableGlobals |
                                  FeatureSet::BulkMemory |
                                  FeatureSet::BulkMemoryOpt;

const FeatureSet NativeFeatures = CommonFeatures | FeatureSet::StackSwitching |
                                  FeatureSet::GC | FeatureSet::ReferenceTypes |
                                  FeatureSet::ExceptionHandling |
                                  FeatureSet::Multivalue;

// Gives each ref.func the type that its function has now: that of a reference
// to a definition is exact, to an import it isn't.
struct ReferenceTyper : public WalkerPass<PostWalker<ReferenceTyper>> {
  bool changed = false;

  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<ReferenceTyper>();
  }

  void visitRefFunc(RefFunc* curr) {
    auto before = curr->type;
    curr->finalize(*getModule());
    changed |= curr->type != before;
  }

  void visitFunction(Function* curr) {
    if (changed) {
      ReFinalize().walkFunctionInModule(curr, getModule());
      changed = false;
    }
  }
};

} // anonymous namespace

Runtime::Runtime(const Program& program, const Choice& choice)
  : program(program) {
  bool native = choice.switched == Tier::Native;
  features = native && choice.hasSwitched() ? NativeFeatures : CommonFeatures;
  if (choice.hasFrames()) {
    // For more tables than one.
    features.enable(FeatureSet::ReferenceTypes);
  }
  // What needs more in the text is folded away before it is merged.
  runtime.features = FeatureSet::All;
  auto parsed = WATParser::parseModule(
    runtime, native ? NativeText : AsyncifyText, "runtime");
  if (auto* error = parsed.getErr()) {
    Fatal() << "the runtime's text doesn't parse: " << error->msg;
  }
  bindImports();
  nameItems();
}

void Runtime::bindImports() {
  // What a program lacks, the runtime defines, or replaces by its own.
  auto* table = runtime.getTable("functions");
  if (!program.functionTable) {
    table->module = table->base = Name();
  }
  auto* stackPointer = runtime.getGlobal("stack_pointer");
  if (!program.stackPointer) {
    stackPointer->module = stackPointer->base = Name();
    stackPointer->init = Builder(runtime).makeConst(uint32_t(0));
  }
  auto& allocator = program.allocator;
  if (!allocator.allocate) {
    useInstead("malloc", "bump_malloc");
  } else if (allocator.kind != "malloc") {
    useInstead("malloc", "malloc_by_" + allocator.kind.toString());
  }
  if (!allocator.free) {
    useInstead("free", "no_free");
  }
  configure("has_malloc", allocator.allocate != nullptr);
  configure("has_fd_write", program.fdWrite != nullptr);
  configure("has_cxa_globals", program.cxaGetGlobals != nullptr);

  auto bindIf = [&](ModuleItemKind kind, Name name, const Named* target) {
    if (target) {
      names[kind].insert({name, target->name});
    }
  };
  bindIf(ModuleItemKind::Memory, "memory", program.memory);
  bindIf(ModuleItemKind::Table, "functions", program.functionTable);
  bindIf(ModuleItemKind::Global, "stack_pointer", program.stackPointer);
  for (auto& [import, func] : allocator.getFunctions()) {
    bindIf(ModuleItemKind::Function, import, func);
  }
  bindIf(ModuleItemKind::Function, "fd_write", program.fdWrite);
  bindIf(ModuleItemKind::Function, "cxa_get_globals", program.cxaGetGlobals);
  for (auto& intrinsic : program.intrinsics) {
    auto* exported = runtime.getExport(intrinsic.func->base);
    bindIf(
      ModuleItemKind::Function, *exported->getInternalName(), intrinsic.func);
  }
}

void Runtime::bind(ModuleItemKind kind, Name import, Name target) {
  names[kind][import] = target;
}

void Runtime::useInstead(Name import, Name own) {
  runtime.removeFunction(import);
  ModuleUtils::renameFunction(runtime, import, own);
}

// Names all other items so that they can't be taken for the program's.
void Runtime::nameItems() {
  auto name = [&](ModuleItemKind kind, const auto& items, auto getOrNull) {
    for (auto& item : items) {
      auto root = std::string("fiber.") + item->name.toString();
      auto valid = Names::getValidName(
        root, [&](Name test) { return !(program.module.*getOrNull)(test); });
      // Doesn't replace the name of an item that is bound.
      names[kind].insert({item->name, valid});
    }
  };
  name(ModuleItemKind::Function, runtime.functions, &Module::getFunctionOrNull);
  name(ModuleItemKind::Table, runtime.tables, &Module::getTableOrNull);
  name(ModuleItemKind::Memory, runtime.memories, &Module::getMemoryOrNull);
  name(ModuleItemKind::Global, runtime.globals, &Module::getGlobalOrNull);
  name(ModuleItemKind::Tag, runtime.tags, &Module::getTagOrNull);
  name(ModuleItemKind::DataSegment,
       runtime.dataSegments,
       &Module::getDataSegmentOrNull);
}

void Runtime::configure(Name global, uint32_t value) {
  auto* configured = runtime.getGlobal(global);
  assert(!configured->mutable_);
  configured->init = Builder(runtime).makeConst(value);
}

void Runtime::callDirectly(Name caller, const std::vector<Target>& targets) {
  auto*& body = runtime.getFunction(caller)->body;
  auto* indirect = body->cast<CallIndirect>();
  auto copy = [&](Expression* expression) {
    return ExpressionManipulator::copy(expression, runtime);
  };
  Builder builder(runtime);
  for (auto& [index, target] : targets) {
    auto import =
      Names::getValidFunctionName(runtime, "known_" + std::to_string(index));
    auto* func = runtime.addFunction(Builder::makeFunction(
      import, Type(indirect->heapType, NonNullable, Inexact), {}));
    func->module = PROGRAM;
    func->base = import;
    bind(ModuleItemKind::Function, import, target);

    std::vector<Expression*> operands;
    for (auto* operand : indirect->operands) {
      operands.push_back(copy(operand));
    }
    auto* call = builder.makeCall(import, operands, indirect->type);
    if (body == indirect) {
      body = call;
      continue;
    }
    auto* isThis = builder.makeBinary(
      EqInt32, copy(indirect->target), builder.makeConst(uint32_t(index)));
    body = builder.makeIf(isThis, call, body);
  }
}

Name Runtime::require(Name exportName) {
  required.insert(exportName);
  auto* exported = runtime.getExport(exportName);
  return names[ModuleItemKind(exported->kind)][*exported->getInternalName()];
}

void Runtime::keepNeeded() {
  for (auto& intrinsic : program.intrinsics) {
    required.insert(intrinsic.func->base);
  }
  runtime.removeExports(
    [&](Export* exported) { return !required.contains(exported->name); });

  PassOptions options;
  // Only what is hardly more than a call. The program's optimizer leaves such
  // calls, unless it is told to optimize more than clang ever asks for.
  options.inlining.alwaysInlineMaxSize = 8;
  options.inlining.oneCallerInlineMaxSize = 8;
  PassRunner runner(&runtime, options);
  // What is decided gets one call deeper each time.
  for (auto i = 0; i < 4; i++) {
    runner.add("simplify-globals");
    runner.add("dae");
    runner.add("precompute-propagate");
    runner.add("vacuum");
  }
  runner.add("inlining");
  runner.add("remove-unused-module-elements");
  runner.run();
}

void Runtime::keepResumeApart() {
  if (!features.has(FeatureSet::StackSwitching)) {
    annotate("fiber_resume", CodeAnnotation::NeverInline);
  }
}

void Runtime::inlineYield() {
  if (features.has(FeatureSet::StackSwitching)) {
    annotate("fiber_yield", CodeAnnotation::AlwaysInline);
  }
}

void Runtime::annotate(Name exportName, uint8_t inlining) {
  if (required.contains(exportName)) {
    auto own = *runtime.getExport(exportName)->getInternalName();
    program.module.getFunction(own)->funcAnnotations.toolchainInline = inlining;
  }
}

void Runtime::merge() {
  keepNeeded();
  // The definitions take their names.
  program.module.removeFunctions(
    [](Function* func) { return func->module == FIBER; });
  renameItems(runtime, names);
  runtime.removeFunctions([](Function* f) { return f->module == PROGRAM; });
  runtime.removeTables([](Table* t) { return t->module == PROGRAM; });
  runtime.removeMemories([](Memory* m) { return m->module == PROGRAM; });
  runtime.removeGlobals([](Global* g) { return g->module == PROGRAM; });
  ModuleUtils::copyModuleItems(runtime, program.module);
  PassRunner runner(&program.module);
  ReferenceTyper().run(&runner, &program.module);
  ReferenceTyper().runOnModuleCode(&runner, &program.module);
  // Tools that read the module later must know, too.
  program.module.features.enable(features);
  program.module.hasFeaturesSection = true;
}

} // namespace wasm::fibers
