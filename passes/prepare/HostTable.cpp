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

#include "prepare/HostTable.h"

#include <algorithm>
#include <unordered_map>

#include "FunctionTable.h"
#include "ParamGets.h"
#include "analysis/FunctionScan.h"
#include "analysis/HostReferences.h"
#include "ir/find_all.h"
#include "ir/names.h"
#include "ir/table-utils.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Finds out who may change a table.
struct ChangeScanner : public PostWalker<ChangeScanner> {
  Name table;
  bool grows = false;
  bool writes = false;

  void visitTableGrow(TableGrow* curr) {
    if (curr->table == table) {
      // Other slots than empty ones have functions of the program's.
      (curr->value->is<RefNull>() ? grows : writes) = true;
    }
  }
  void visitTableSet(TableSet* curr) { writes |= curr->table == table; }
  void visitTableFill(TableFill* curr) { writes |= curr->table == table; }
  void visitTableCopy(TableCopy* curr) { writes |= curr->destTable == table; }
  void visitTableInit(TableInit* curr) { writes |= curr->table == table; }
};

// The calls through the table.
std::vector<CallIndirect*> findCalls(Function* func, Name table) {
  auto calls = FindAll<CallIndirect>(func->body).list;
  std::erase_if(calls,
                [&](CallIndirect* call) { return call->table != table; });
  return calls;
}

} // anonymous namespace

HostTable::HostTable(Program& program, const Options& options)
  : module(program.module) {
  // Only frames depend on what the table has.
  if (!program.functionTable || options.hostReplaces ||
      (options.tier && options.tier != Tier::Frames)) {
    return;
  }
  table = program.functionTable;
  TableUtils::FlatTable flat(module, *table);
  if (!flat.valid || table->init || !isOpen()) {
    table = nullptr;
    return;
  }
  ownTable = Names::getValidTableName(module, "fiber.own_table");
  ownIndex = Names::getValidFunctionName(module, "fiber.own_index");
  hostIndex = Names::getValidGlobalName(module, "fiber.host_index");
  auto types = getTypesOfCalls();
  auto isFilled = [](Name func) { return func.is(); };
  first = std::find_if(flat.names.begin(), flat.names.end(), isFilled) -
          flat.names.begin();
  end = flat.names.size();
  addSlots(types);
  redirectCalls(types);
  addOwnIndex(options.getGoal());
  addSection();
  for (auto* slot : slots) {
    flat.names.push_back(slot->name);
  }
  addFunctionTable(module, ownTable, flat.names);
  module.features.enable(FeatureSet::ReferenceTypes);
  program.functionTable = module.getTable(ownTable);
}

// Whether functions may come to be in the table that weren't, and those that
// were there stay as far as the program is concerned.
bool HostTable::isOpen() const {
  auto scans = scanFunctions<ChangeScanner>(
    module,
    module.functions.size(),
    [&](Function* func, Index, ChangeScanner& scan) {
      scan.table = table->name;
      scan.walk(func->body);
    });
  bool open = HostReferences::isShared(module, table);
  for (auto& scan : scans) {
    if (scan.writes) {
      return false;
    }
    open |= scan.grows;
  }
  return open;
}

// None if the host can't get at the table by an export.
Name HostTable::getExport() const {
  for (auto& exported : module.exports) {
    if (exported->kind == ExternalKind::Table &&
        *exported->getInternalName() == table->name) {
      return exported->name;
    }
  }
  return {};
}

// In the order of the code.
std::vector<HeapType> HostTable::getTypesOfCalls() const {
  std::vector<HeapType> types;
  for (auto& found : scanFunctions<std::vector<HeapType>>(
         module,
         module.functions.size(),
         [&](Function* func, Index, std::vector<HeapType>& found) {
           for (auto* call : findCalls(func, table->name)) {
             found.push_back(call->heapType);
           }
         })) {
    for (auto type : found) {
      if (std::find(types.begin(), types.end(), type) == types.end()) {
        types.push_back(type);
      }
    }
  }
  return types;
}

void HostTable::addSlots(const std::vector<HeapType>& types) {
  for (Index i = 0; i < types.size(); i++) {
    auto number = std::to_string(i);
    auto* slot = module.addFunction(Builder::makeFunction(
      Names::getValidFunctionName(module, "fiber.host_slot." + number),
      Type(types[i], NonNullable, Exact),
      {},
      nullptr));
    slot->module = HOST_SLOTS;
    slot->base = "slot." + number;
    slots.push_back(slot);
  }
}

// The program's functions are one run, from behind the null pointer on. What
// the host puts in between is called as if it weren't there, which traps.
void HostTable::addOwnIndex(Options::Goal goal) {
  Builder builder(module);
  module.addGlobal(Builder::makeGlobal(
    hostIndex, Type::i32, builder.makeConst(0), Builder::Mutable));
  auto getIndex = [&] { return builder.makeLocalGet(0, Type::i32); };
  auto* isOwn = builder.makeBinary(
    LtUInt32,
    builder.makeBinary(
      SubInt32, getIndex(), builder.makeConst(uint32_t(first))),
    builder.makeConst(uint32_t(end - first)));
  auto* body =
    builder.makeBlock({builder.makeIf(isOwn, builder.makeReturn(getIndex())),
                       builder.makeGlobalSet(hostIndex, getIndex()),
                       builder.makeLocalGet(1, Type::i32)});
  auto* func = module.addFunction(Builder::makeFunction(
    ownIndex,
    Type(Signature({Type::i32, Type::i32}, Type::i32), NonNullable, Exact),
    {},
    body));
  if (goal == Options::Goal::Speed) {
    func->funcAnnotations.toolchainInline = CodeAnnotation::AlwaysInline;
  }
}

void HostTable::redirectCalls(const std::vector<HeapType>& types) {
  std::unordered_map<HeapType, Index> slotOf;
  for (Index i = 0; i < types.size(); i++) {
    slotOf[types[i]] = end + i;
  }
  scanFunctions<uint8_t>(
    module, module.functions.size(), [&](Function* func, Index, uint8_t&) {
      Builder builder(module);
      for (auto* call : findCalls(func, table->name)) {
        call->table = ownTable;
        if (call->target->type != Type::unreachable) {
          call->target = builder.makeCall(
            ownIndex,
            {call->target, builder.makeConst(slotOf.at(call->heapType))},
            Type::i32);
        }
      }
    });
}

void HostTable::addSection() const {
  auto text = std::to_string(first) + ' ' + std::to_string(end) + ' ' +
              (getExport().is() ? getExport().toString() : "");
  module.customSections.push_back({"fiber.table", {text.begin(), text.end()}});
}

void HostTable::define() {
  Builder builder(module);
  for (auto* slot : slots) {
    slot->module = slot->base = Name();
    slot->body =
      builder.makeCallIndirect(table->name,
                               builder.makeGlobalGet(hostIndex, Type::i32),
                               makeParamGets(module, slot->getParams()),
                               slot->type.getHeapType());
  }
}

} // namespace wasm::fibers
