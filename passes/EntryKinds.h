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
// Tells a program, by the index in the function table, what an entry is: one of
// the frames tier, of the fallback tier, or none.
//

#ifndef wasm_fibers_passes_EntryKinds_h
#define wasm_fibers_passes_EntryKinds_h

#include <vector>

#include "Choice.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Whether the program has to ask for an entry's kind: it has fibers of both, or
// may allocate one of what is no entry. `entries` are what findEntries() says.
bool needsEntryKinds(const Program& program,
                     const CallGraph& graph,
                     const std::vector<CallGraph::Node>& entries,
                     const Choice& choice);

// Adds the function
//
//   (func $fiber.entry_kind (param $entry i32) (result i32)
//     (block $frames
//       (block $fallback
//         (block $none
//           (br_table $frames $fallback .. $none (local.get $entry)))
//         (return (i32.const 2)))
//       (return (i32.const 1)))
//     (i32.const 0))
//
// of that name.
void addEntryKind(const Program& program,
                  const CallGraph& graph,
                  const Choice& choice,
                  Name name);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_EntryKinds_h
