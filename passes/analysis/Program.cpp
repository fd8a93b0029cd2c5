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

#include "analysis/Program.h"

#include <algorithm>

#include "ItemNames.h"
#include "analysis/FunctionScan.h"
#include "analysis/KnownCallbacks.h"
#include "analysis/LongJumps.h"
#include "analysis/StackPointer.h"
#include "analysis/Symbols.h"
#include "await/SuspendingImports.h"
#include "ir/find_all.h"
#include "ir/import-utils.h"
#include "ir/module-utils.h"
#include "ir/names.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

const Name FIBER("fiber");

namespace {

struct IntrinsicInfo {
  std::string_view name;
  // None if others are made of it first (await/PolledFibers.h, Rejections.h).
  std::optional<Intrinsic::Kind> kind;
  Index params;
  Index results;
};

// As include/fiber.h and fiber.hpp declare them, and those that the pass itself
// imports. Each parameter and result is an i32.
constexpr IntrinsicInfo Intrinsics[] = {
  {"fiber_alloc", Intrinsic::Alloc, 1, 1},
  {"fiber_sized_alloc", Intrinsic::SizedAlloc, 2, 1},
  {"fiber_free", Intrinsic::Free, 1, 0},
  {"fiber_resume", Intrinsic::Resume, 3, 1},
  {"fiber_yield", Intrinsic::Yield, 1, 1},
  {"fiber_next_root_range", Intrinsic::NextRootRange, 1, 1},
  {"fiber_next_frame", Intrinsic::NextFrame, 2, 1},
  {"fiber_poll", {}, 3, 1},
  {"fiber_wait", {}, 0, 1},
  {"fiber_rejected_share", {}, 1, 0},
  {"fiber_rejected_drop", {}, 1, 0},
  {"fiber_rejected_text", {}, 3, 1},
  {"fiber_rejected_leaves", {}, 1, 0},
  {"fiber_rejected_run", {}, 1, 0},
  {"fiber_is_running", Intrinsic::IsRunning, 0, 1},
  {"fiber_hold", Intrinsic::Hold, 1, 0},
  {"fiber_release", Intrinsic::Release, 1, 0},
  {"fiber_end", Intrinsic::End, 1, 0},
};

// Null when there is no such intrinsic.
const IntrinsicInfo* getInfo(Name base) {
  const auto* info = std::find_if(std::begin(Intrinsics),
                                  std::end(Intrinsics),
                                  [&](auto& i) { return base == i.name; });
  return info == std::end(Intrinsics) ? nullptr : info;
}

// Whether a header declares it, for programs to import.
bool isInHeader(const IntrinsicInfo& info) {
  return !info.kind || *info.kind < Intrinsic::IsRunning;
}

// The section that FIBER_NEVER_YIELDS writes.
constexpr std::string_view NeverYieldsSection("fiber.never_yields");

// The section that FIBER_ON_RESUMERS_STACK writes.
constexpr std::string_view OnResumersStackSection("fiber.on_resumers_stack");

bool isWasi(Name importModule) {
  return importModule == "wasi_snapshot_preview1" ||
         importModule == "wasi_unstable";
}

Type i32s(Index count) {
  return Type(std::vector<Type>(count, Type(Type::i32)));
}

std::optional<uint32_t> getConstant(Expression* curr) {
  auto* constant = curr ? curr->dynCast<Const>() : nullptr;
  return constant ? std::optional(constant->value.getUnsigned()) : std::nullopt;
}

bool hasTry(const Module& module) {
  auto found = scanFunctions<uint8_t>(
    module, module.functions.size(), [](Function* func, Index, uint8_t& found) {
      found =
        FindAll<TryTable>(func->body).has() || FindAll<Try>(func->body).has();
    });
  return std::find(found.begin(), found.end(), true) != found.end();
}

} // anonymous namespace

void checkIntrinsics(Module& module) {
  ModuleUtils::iterImportable(
    module, [&](ExternalKind kind, const Importable* import) {
      if (import->module != FIBER) {
        return;
      }
      const auto* info = getInfo(import->base);
      if (kind != ExternalKind::Function || !info || !isInHeader(*info)) {
        Fatal() << "--lower-fibers: unknown intrinsic 'fiber." << import->base
                << "'; compile with the fiber.h that belongs to this wasm-opt";
      }
    });
  for (auto* import : ImportInfo(module).importedFunctions) {
    if (import->module != FIBER) {
      continue;
    }
    const auto* info = getInfo(import->base);
    auto signature = import->getSig();
    if (signature != Signature(i32s(info->params), i32s(info->results))) {
      Fatal() << "--lower-fibers: the import 'fiber." << import->base
              << "' has type " << signature.toString()
              << "; declare it as fiber.h does (memory64 isn't supported)";
    }
  }
}

Function* importIntrinsic(Module& module, Intrinsic::Kind kind) {
  const auto* info = std::find_if(std::begin(Intrinsics),
                                  std::end(Intrinsics),
                                  [&](auto& i) { return i.kind == kind; });
  assert(info != std::end(Intrinsics));
  Name base(info->name);
  if (auto* import = ImportInfo(module).getImportedFunction(FIBER, base)) {
    return import;
  }
  auto* func = module.addFunction(Builder::makeFunction(
    Names::getValidFunctionName(module, base),
    Type(
      Signature(i32s(info->params), i32s(info->results)), NonNullable, Inexact),
    {}));
  func->module = FIBER;
  func->base = base;
  return func;
}

Program::Program(Module& module, const Options& options) : module(module) {
  findIntrinsics();
  if (intrinsics.empty()) {
    return;
  }
  findPassive(options.neverCallsBack);
  findUnyielding(options.neverYields);
  findUnlisted(options);
  takeNamed(
    module, OnResumersStackSection, "FIBER_ON_RESUMERS_STACK", onResumersStack);
  findMemory();
  findFunctionTable();
  stackPointer = findStackPointer(module, options.stackPointer);
  allocator = findAllocator(module, options);
  cxaGetGlobals =
    findSymbol(module, "__cxa_get_globals", Type::none, Type::i32);
  catchesExceptions = hasTry(module);
  hasExceptions = !module.tags.empty() || catchesExceptions;
  for (auto wasi : {"wasi_snapshot_preview1", "wasi_unstable"}) {
    if (!fdWrite) {
      fdWrite = ImportInfo(module).getImportedFunction(wasi, "fd_write");
    }
  }
}

bool Program::hasFibers() const {
  return findIntrinsic(Intrinsic::Alloc) ||
         findIntrinsic(Intrinsic::SizedAlloc);
}

bool Program::hasYields() const { return findIntrinsic(Intrinsic::Yield); }

const Intrinsic* Program::getIntrinsic(Name func) const {
  auto it = std::find_if(
    intrinsics.begin(), intrinsics.end(), [&](const Intrinsic& intrinsic) {
      return intrinsic.func->name == func;
    });
  return it == intrinsics.end() ? nullptr : &*it;
}

Function* Program::findIntrinsic(Intrinsic::Kind kind) const {
  auto it = std::find_if(
    intrinsics.begin(), intrinsics.end(), [&](const Intrinsic& intrinsic) {
      return intrinsic.kind == kind;
    });
  return it == intrinsics.end() ? nullptr : it->func;
}

Function* Program::importIntrinsic(Intrinsic::Kind kind) {
  if (auto* func = findIntrinsic(kind)) {
    return func;
  }
  auto* func = fibers::importIntrinsic(module, kind);
  intrinsics.push_back({kind, func});
  return func;
}

bool Program::neverCallsBack(const Function* import) const {
  // "throw" throws, as an import of the program's may, and "text" calls what an
  // object of JavaScript's has for it.
  return import->module == FIBER ||
         (import->module == AWAIT && import->base != "throw" &&
          import->base != "text") ||
         isWasi(import->module) || passive.contains(import);
}

void Program::findPassive(const std::vector<std::string>& neverCallsBack) {
  for (const auto& name : neverCallsBack) {
    bool found = false;
    for (auto* import : ImportInfo(module).importedFunctions) {
      if (import->module.toString() + '.' +
            std::string(getOriginalBase(import)) ==
          name) {
        passive.insert(import);
        found = true;
      }
    }
    if (!found) {
      Fatal() << "--lower-fibers: never-calls-back: the module imports no "
                 "function '"
              << name << "'";
    }
  }
}

void Program::findUnyielding(const std::vector<std::string>& neverYields) {
  for (const auto& name : neverYields) {
    addListed(module, "never-yields", name, unyielding);
  }
  takeNamed(module, NeverYieldsSection, "FIBER_NEVER_YIELDS", unyielding);
  for (auto& func : module.functions) {
    if (fibers::neverYields(func.get())) {
      unyielding.insert(func.get());
    }
  }
}

void Program::findUnlisted(const Options& options) {
  if (options.mayYield.empty()) {
    return;
  }
  FunctionSet listed;
  for (const auto& name : options.mayYield) {
    addListed(module, "may-yield", name, listed);
  }
  if (options.mayYieldCallers) {
    addCallers(module, unyielding, listed);
  }
  for (auto& func : module.functions) {
    if (!func->imported() && !listed.contains(func.get())) {
      unlisted.insert(func.get());
    }
  }
}

void Program::findIntrinsics() {
  for (auto* import : ImportInfo(module).importedFunctions) {
    if (import->module != FIBER) {
      continue;
    }
    // The others have become imports of another module.
    if (auto kind = getInfo(import->base)->kind) {
      intrinsics.push_back({*kind, import});
    }
  }
  mergeImports();
}

// Where a module imports an intrinsic twice, has it use the first import
// everywhere: in calls, tables and exports.
void Program::mergeImports() {
  ItemNames duplicates;
  std::vector<Intrinsic> firsts;
  for (auto& intrinsic : intrinsics) {
    auto first =
      std::find_if(firsts.begin(), firsts.end(), [&](const Intrinsic& other) {
        return other.kind == intrinsic.kind;
      });
    if (first == firsts.end()) {
      firsts.push_back(intrinsic);
    } else {
      duplicates[ModuleItemKind::Function][intrinsic.func->name] =
        first->func->name;
    }
  }
  if (duplicates.empty()) {
    return;
  }
  intrinsics = std::move(firsts);
  for (auto& [name, _] : duplicates[ModuleItemKind::Function]) {
    module.removeFunction(name);
  }
  renameItems(module, duplicates);
}

std::optional<uint32_t> Program::getStackEnd() const {
  return stackPointer ? getConstant(stackPointer->init) : std::nullopt;
}

std::optional<uint32_t> Program::getStackSize() const {
  auto size = getStackEnd();
  for (auto& segment : module.dataSegments) {
    auto start = getConstant(segment->offset);
    // Where a passive one is put, only the code that does it says.
    if (size && (!start || *start < *size)) {
      return std::nullopt;
    }
  }
  return size;
}

void Program::findMemory() {
  if (module.memories.empty()) {
    Fatal() << "--lower-fibers: the module has no memory, which fibers need "
               "for their records; define or import one";
  }
  memory = module.memories.front().get();
  if (memory->is64()) {
    Fatal() << "--lower-fibers: memory64 isn't supported; build for wasm32";
  }
}

void Program::findFunctionTable() {
  std::vector<Table*> tables;
  for (auto& table : module.tables) {
    if (table->type.isRef() && table->type.getHeapType() == HeapType::func) {
      tables.push_back(table.get());
    }
  }
  if (tables.empty()) {
    return;
  }
  // wasm-ld's name for it; without a name section it is the first.
  auto named = std::find_if(tables.begin(), tables.end(), [](Table* table) {
    return table->name == "__indirect_function_table" ||
           table->base == "__indirect_function_table";
  });
  functionTable = named == tables.end() ? tables.front() : *named;
  if (functionTable->is64()) {
    Fatal() << "--lower-fibers: the function table has 64-bit indices, which "
               "aren't supported; build for wasm32";
  }
}

void Program::checkCxaGetGlobals() const {
  if (catchesExceptions && !cxaGetGlobals &&
      std::none_of(module.functions.begin(),
                   module.functions.end(),
                   [](auto& func) { return func->hasExplicitName; }) &&
      !throwsLongJumpsAlone(module)) {
    // The linker has what a command exports construct its objects first.
    const auto* remedy =
      module.getExportOrNull("__cxa_get_globals")
        ? "what the module exports by this name isn't it alone; lower the "
          "module before optimizing and stripping it"
        : "lower the module before stripping it, or link with "
          "-Wl,--export=__cxa_get_globals";
    Fatal() << "--lower-fibers: can't tell which function is "
               "__cxa_get_globals, since the module has no names: fibers that "
               "catch C++ exceptions need it; "
            << remedy;
  }
}

} // namespace wasm::fibers
