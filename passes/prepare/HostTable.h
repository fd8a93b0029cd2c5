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
// Tells the program's functions from the host's in a function table that the
// host can change, since it is exported or imported, or that the program grows
// for it. The program calls its own through a table of its own, which nobody
// changes:
//
//   (table $table (export "__indirect_function_table") 3 funcref)
//   (elem (table $table) (i32.const 1) $f $g)
//   ..
//   (call_indirect $table (type $t) (local.get $x) (local.get $index))
//
// becomes
//
//   (table $fiber.own_table 4 4 funcref)
//   (elem (table $fiber.own_table) (i32.const 1) $f $g $fiber.host_slot.0)
//   ..
//   (call_indirect $fiber.own_table (type $t) (local.get $x)
//     (call $fiber.own_index (local.get $index) (i32.const 3)))
//
//   (func $fiber.own_index
//       (param $index i32) (param $otherwise i32) (result i32)
//     (if (i32.lt_u (i32.sub (local.get $index) (i32.const 1)) (i32.const 2))
//       (then (return (local.get $index))))
//     (global.set $fiber.host_index (local.get $index))
//     (local.get $otherwise))
//
//   (func $fiber.host_slot.0 (type $t)
//     (call_indirect $table (type $t)
//       (local.get 0) (global.get $fiber.host_index)))
//
// The last function is an import until the fibers are lowered: it is called as
// any function of the host (Guards.h). Nothing else has to know of the host's
// slots.
//
// The section fiber.table tells the host which slots are the program's: the
// first, the end, and the name of the export. js/host-table.mjs reads it.
//
// This takes for granted that nobody replaces what the program has put into the
// table, as nobody can in C: a function pointer stays what it is. So do
// Binaryen and Emscripten when they optimize. A host that does is to say so
// (host-table:replaces). The table then stays as it is, and the frames tier
// isn't taken.
//

#ifndef wasm_fibers_passes_prepare_HostTable_h
#define wasm_fibers_passes_prepare_HostTable_h

#include <vector>

#include "Options.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class HostTable {
public:
  // Changes the program, and what it has as its function table, if that is such
  // a table.
  HostTable(Program& program, const Options& options);

  // Defines the imports, when the fibers are lowered.
  void define();

private:
  bool isOpen() const;
  Name getExport() const;
  std::vector<HeapType> getTypesOfCalls() const;
  void addSlots(const std::vector<HeapType>& types);
  void addOwnIndex(Options::Goal goal);
  void addSection() const;
  void redirectCalls(const std::vector<HeapType>& types);

  Module& module;
  // The one that the host knows; null if nothing is changed.
  Table* table = nullptr;
  // The slots that the program fills are those from the first to the end.
  Index first = 0;
  Index end = 0;
  std::vector<Function*> slots;
  Name ownTable;
  Name ownIndex;
  Name hostIndex;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_HostTable_h
