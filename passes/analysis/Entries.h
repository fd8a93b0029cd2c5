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
// Which functions may be the entry of a fiber.
//

#ifndef wasm_fibers_passes_analysis_Entries_h
#define wasm_fibers_passes_analysis_Entries_h

#include <ostream>
#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// The call-graph nodes that a fiber may start in. If the module allocates
// fibers only by direct calls with a constant pointer to a function, also one
// that is passed on (PassedValues.h), these are the functions named there;
// otherwise all that the function table may hold with the type of an entry, and
// the pass's own.
std::vector<CallGraph::Node> findEntries(const Program& program,
                                         const CallGraph& graph);

// Whether the function has the type of an entry, and is the program's. To call
// another one as an entry traps.
bool hasEntryType(const Function* func);

// Warns of entries that can't do what their source says. Such an entry doesn't
// have the type; or an optimizer has emptied it or taken it away, since no
// function of the module calls it. `nodes` are what findEntries() says.
void warnOfEntries(const Program& program,
                   const CallGraph& graph,
                   const std::vector<CallGraph::Node>& nodes,
                   std::ostream& os);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_Entries_h
