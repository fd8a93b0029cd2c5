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

#include <algorithm>

#include "Layout.h"
#include "RuntimeSwitches.h"
#include "ir/module-utils.h"
#include "ir/names.h"
#include "ir/utils.h"
#include "parser/wat-parser.h"
#include "pass.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

const Name PROGRAM("program");

// What clang's code uses, too, unless it is told not to.
const FeatureSet CommonFeatures = FeatureSet::MutableGlobals |
                                  FeatureSet::BulkMemory |
                                  FeatureSet::BulkMemoryOpt;

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

// Whether a frame has a field there of so many bytes.
[[maybe_unused]] bool isFrameField(Address offset, Index bytes) {
  return offset == Layout::FrameClass || offset == Layout::FramePoint
           ? bytes == 2
           : bytes == 4 &&
               (offset == Layout::FrameForm || offset == Layout::FrameParent ||
                offset == Layout::FrameSlots);
}

// Checks the offsets that the text has with $frame or $outermost.
struct OffsetChecker : public PostWalker<OffsetChecker> {
  void visitLoad(Load* curr) { check(curr); }
  void visitStore(Store* curr) { check(curr); }

private:
  template<typename T> void check(T* access) {
    Name pointer;
    if (auto* local = access->ptr->template dynCast<LocalGet>()) {
      pointer = getFunction()->getLocalNameOrGeneric(local->index);
    } else if (auto* global = access->ptr->template dynCast<GlobalGet>()) {
      pointer = global->name;
    }
    assert((pointer != "frame" && pointer != "outermost") ||
           isFrameField(access->offset, access->bytes));
  }
};

// What an item of the runtime is called in the program, if that has no other of
// this name.
std::string getOwnName(Name name) { return "fiber." + name.toString(); }

size_t measure(const Module& module) {
  size_t size = 0;
  for (auto& func : module.functions) {
    if (!func->imported()) {
      size += Measurer::measure(func->body);
    }
  }
  return size;
}

} // anonymous namespace

Runtime::Runtime(const Program& program, const Choice& choice, const Plan& plan)
  : program(program), features(CommonFeatures) {
  const auto& fallback = getInfo(choice.fallback);
  if (choice.hasFallback()) {
    features.enable(fallback.features);
  }
  if (choice.hasFrames()) {
    features.enable(getInfo(Tier::Frames).features);
  }
  // Code that needs features which the program doesn't get is folded away
  // before the merge.
  runtime.features = FeatureSet::All;
  auto parsed = WATParser::parseModule(runtime, fallback.runtime, "runtime");
  if (auto* error = parsed.getErr()) {
    Fatal() << "the runtime's text doesn't parse: " << error->msg;
  }
  OffsetChecker().walkModule(&runtime);
  bindImports();
  nameItems();
  configure(plan);
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
  auto bindIf = [&](ModuleItemKind kind, Name name, const Named* target) {
    if (target) {
      bind(kind, name, target->name);
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
  assert(!isMerged);
  names[kind][import] = target;
  bound.insert({kind, import});
}

Name Runtime::bindFunction(Name import) {
  auto target = Names::getValidFunctionName(program.module, getOwnName(import));
  bind(ModuleItemKind::Function, import, target);
  return target;
}

void Runtime::useInstead(Name import, Name own) {
  runtime.removeFunction(import);
  ModuleUtils::renameFunction(runtime, import, own);
}

// Names all other items so that they can't be taken for the program's.
void Runtime::nameItems() {
  auto name = [&](ModuleItemKind kind, const auto& items, auto getOrNull) {
    for (auto& item : items) {
      auto valid = Names::getValidName(getOwnName(item->name), [&](Name test) {
        return !(program.module.*getOrNull)(test);
      });
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

// Sets each of the switches, which are the immutable globals.
void Runtime::configure(const Plan& plan) {
  auto values = getSwitches(program, plan);
  for (auto& text : runtime.dataSegments) {
    values[text->name.toString() + "_length"] = text->data.size();
  }
  [[maybe_unused]] size_t set = 0;
  for (auto& global : runtime.globals) {
    if (!global->mutable_ && !global->imported()) {
      global->init = Builder(runtime).makeConst(values.at(global->name));
      set++;
    }
  }
  assert(set == values.size());
}

void Runtime::callDirectly(Name caller,
                           const std::vector<KnownEntry>& entries) {
  auto*& body = runtime.getFunction(caller)->body;
  auto* indirect = body->cast<CallIndirect>();
  auto copy = [&](Expression* expression) {
    return ExpressionManipulator::copy(expression, runtime);
  };
  Builder builder(runtime);
  // A function may be in the table several times, and is imported once.
  std::unordered_map<Name, Name> imports;
  for (auto& [index, target] : entries) {
    auto& import = imports[target];
    if (!import) {
      import =
        Names::getValidFunctionName(runtime, "known_" + std::to_string(index));
      auto* func = runtime.addFunction(Builder::makeFunction(
        import, Type(indirect->heapType, NonNullable, Inexact), {}));
      func->module = PROGRAM;
      func->base = import;
      bind(ModuleItemKind::Function, import, target);
    }

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
  assert(!isMerged);
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
  // Each round folds what is decided one call deeper.
  for (auto before = measure(runtime) + 1; measure(runtime) < before;) {
    before = measure(runtime);
    PassRunner folder(&runtime, options);
    for (auto* pass :
         {"simplify-globals", "dae", "precompute-propagate", "vacuum"}) {
      folder.add(pass);
    }
    folder.run();
  }
  PassRunner remover(&runtime, options);
  remover.add("inlining");
  remover.add("remove-unused-module-elements");
  remover.run();
}

// What is left of the imports has to stand for something.
void Runtime::checkBound() const {
  auto check = [&](ModuleItemKind kind, const auto& items) {
    for ([[maybe_unused]] auto& item : items) {
      assert(!item->imported() || bound.contains({kind, item->name}));
    }
  };
  check(ModuleItemKind::Function, runtime.functions);
  check(ModuleItemKind::Table, runtime.tables);
  check(ModuleItemKind::Memory, runtime.memories);
  check(ModuleItemKind::Global, runtime.globals);
}

Name Runtime::getDefinition(Name intrinsic) const {
  assert(!isMerged);
  for (auto& [kind, func] : program.intrinsics) {
    if (func->base == intrinsic) {
      return func->name;
    }
  }
  return Name();
}

void Runtime::setConstant(Module& module, Name global, uint32_t value) {
  auto* item = module.getGlobal(global);
  item->mutable_ = false;
  item->init = Builder(module).makeConst(value);
}

void Runtime::merge() {
  assert(!isMerged);
  isMerged = true;
  keepNeeded();
  checkBound();
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
