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
// The entries that fibers are seen to be allocated with, where they are few:
// the runtime can call these directly. A call through the table costs more, and
// the optimizer can't inline it.
//

#ifndef wasm_fibers_passes_analysis_KnownEntries_h
#define wasm_fibers_passes_analysis_KnownEntries_h

#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// A function at an index of the function table.
struct KnownEntry {
  Index index;
  Name func;
};

// What fibers whose entries are among `nodes` can start with, by the index in
// the function table. `entries` is what findEntries() has found. None if one of
// these isn't known, or if they are too many to be compared one after another.
std::vector<KnownEntry>
findKnownEntries(const Program& program,
                 const CallGraph& graph,
                 const std::vector<CallGraph::Node>& entries,
                 const std::vector<CallGraph::Node>& nodes);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_KnownEntries_h
