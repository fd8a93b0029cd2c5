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

#include "analysis/HostReferences.h"

#include <algorithm>

#include "ir/element-utils.h"

namespace wasm::fibers {

const Name HOST_SLOTS("fiber.host_table");

bool isHostSlot(const Function* func) { return func->module == HOST_SLOTS; }

// Looks at the types of all that is imported or exported, whichever way values
// go there: a function that the host is given may be called with others. What
// is in a table that the host knows counts as exported.
HostReferences::HostReferences(const Program& program) : program(program) {
  const auto& module = program.module;
  for (auto& func : module.functions) {
    if (func->imported()) {
      noteFunction(func->name);
    }
  }
  for (auto& global : module.globals) {
    if (global->imported()) {
      noteType(global->type);
    }
  }
  for (auto& tag : module.tags) {
    if (tag->imported()) {
      noteSignature(tag->type.getSignature());
    }
  }
  for (auto& exported : module.exports) {
    auto* name = exported->getInternalName();
    if (exported->kind == ExternalKind::Function) {
      noteFunction(*name);
    } else if (exported->kind == ExternalKind::Global) {
      noteType(module.getGlobal(*name)->type);
    } else if (exported->kind == ExternalKind::Tag) {
      noteSignature(module.getTag(*name)->type.getSignature());
    }
  }
  for (auto& segment : module.elementSegments) {
    if (segment->table.is() &&
        isShared(module, module.getTable(segment->table))) {
      ElementUtils::iterElementSegmentFunctionNames(
        segment.get(), [&](Name func, Index) { noteFunction(func); });
    }
  }
}

bool HostReferences::isShared(const Module& module, const Table* table) {
  return table->imported() ||
         std::any_of(
           module.exports.begin(), module.exports.end(), [&](auto& exported) {
             return exported->kind == ExternalKind::Table &&
                    *exported->getInternalName() == table->name;
           });
}

// What is in the function table isn't known by reference (frames/
// ReferenceCalls.h).
void HostReferences::noteRead(const Table* table) {
  mayGet |= table == program.functionTable || isShared(program.module, table);
}

void HostReferences::noteFunction(Name func) {
  noteSignature(program.module.getFunction(func)->getSig());
}

void HostReferences::noteSignature(Signature signature) {
  noteType(signature.params);
  noteType(signature.results);
}

// Objects of the program's own kinds may hold references to functions. Those
// that are opaque may be such objects.
void HostReferences::noteType(Type type) {
  for (auto part : type) {
    if (!part.isRef()) {
      continue;
    }
    if (part.getHeapType().getTop() == HeapType::ext) {
      mayGetObjects = true;
    } else if (part.getHeapType().getTop() != HeapType::exn) {
      mayGet = true;
    }
  }
}

} // namespace wasm::fibers
