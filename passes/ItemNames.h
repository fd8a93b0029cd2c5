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

//
// Renames the top-level items of a module, with all their uses.
//

#ifndef wasm_fibers_passes_ItemNames_h
#define wasm_fibers_passes_ItemNames_h

#include <unordered_map>

#include "wasm.h"

namespace wasm::fibers {

// For each kind of item, new names by old ones.
using ItemNames =
  std::unordered_map<ModuleItemKind, std::unordered_map<Name, Name>>;

// Gives the items, which may be imports, and their uses their new names, all at
// once: a new name may be another item's old one. Items without a new name keep
// theirs.
void renameItems(Module& module, const ItemNames& names);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_ItemNames_h
