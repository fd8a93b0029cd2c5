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

#include "ItemNames.h"

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct Renamer : public PostWalker<Renamer, UnifiedExpressionVisitor<Renamer>> {
  const ItemNames& names;

  Renamer(const ItemNames& names) : names(names) {}

  void rename(ModuleItemKind kind, Name& name) {
    auto kindNames = names.find(kind);
    if (kindNames == names.end()) {
      return;
    }
    if (auto it = kindNames->second.find(name); it != kindNames->second.end()) {
      name = it->second;
    }
  }

  void visitExpression(Expression* curr) {
#define DELEGATE_ID curr->_id
#define DELEGATE_START(id) [[maybe_unused]] auto* cast = curr->cast<id>();
#define DELEGATE_GET_FIELD(id, field) cast->field
#define DELEGATE_FIELD_CHILD(id, field)
#define DELEGATE_FIELD_OPTIONAL_CHILD(id, field)
#define DELEGATE_FIELD_INT(id, field)
#define DELEGATE_FIELD_LITERAL(id, field)
#define DELEGATE_FIELD_NAME(id, field)
#define DELEGATE_FIELD_SCOPE_NAME_DEF(id, field)
#define DELEGATE_FIELD_SCOPE_NAME_USE(id, field)
#define DELEGATE_FIELD_TYPE(id, field)
#define DELEGATE_FIELD_HEAPTYPE(id, field)
#define DELEGATE_FIELD_ADDRESS(id, field)
#define DELEGATE_FIELD_NAME_KIND(id, field, kind) rename(kind, cast->field);
#include "wasm-delegations-fields.def"
  }

  template<typename Items>
  void renameAll(ModuleItemKind kind, const Items& items) {
    for (auto& item : items) {
      rename(kind, item->name);
    }
  }
};

} // anonymous namespace

void renameItems(Module& module, const ItemNames& names) {
  Renamer renamer(names);
  for (auto& func : module.functions) {
    if (!func->imported()) {
      renamer.walk(func->body);
    }
  }
  renamer.walkModuleCode(&module);
  for (auto& exported : module.exports) {
    // Type exports have no internal name.
    if (auto* name = exported->getInternalName()) {
      renamer.rename(ModuleItemKind(exported->kind), *name);
    }
  }
  for (auto& segment : module.elementSegments) {
    renamer.rename(ModuleItemKind::Table, segment->table);
  }
  for (auto& segment : module.dataSegments) {
    renamer.rename(ModuleItemKind::Memory, segment->memory);
  }
  renamer.rename(ModuleItemKind::Function, module.start);

  renamer.renameAll(ModuleItemKind::Function, module.functions);
  renamer.renameAll(ModuleItemKind::Table, module.tables);
  renamer.renameAll(ModuleItemKind::Memory, module.memories);
  renamer.renameAll(ModuleItemKind::Global, module.globals);
  renamer.renameAll(ModuleItemKind::Tag, module.tags);
  renamer.renameAll(ModuleItemKind::ElementSegment, module.elementSegments);
  renamer.renameAll(ModuleItemKind::DataSegment, module.dataSegments);
  module.updateMaps();
}

} // namespace wasm::fibers
