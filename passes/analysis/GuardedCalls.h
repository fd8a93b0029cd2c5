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
// Finds the functions that are called through guards (Guards.h), and so, which
// functions run on a fiber's region.
//

#ifndef wasm_fibers_passes_analysis_GuardedCalls_h
#define wasm_fibers_passes_analysis_GuardedCalls_h

#include <vector>

#include "Options.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

struct GuardedCalls {
  // Reads the module. `entries` are the nodes that fibers may start in, and
  // `forms` those of the functions that get forms.
  GuardedCalls(const Program& program,
               const CallGraph& graph,
               const std::vector<CallGraph::Node>& entries,
               const std::vector<bool>& forms,
               const Options& options);

  // Imports that fibers call, and that may call back.
  std::vector<Function*> imports;
  // Whether fibers may call other functions of the host: then exports are
  // guarded.
  bool exports = false;
  // Functions that fibers call and that are said never to yield. A function's
  // number is its index.
  std::vector<Function*> unyielding;

  // Functions that are said to be on the resumer's stack.
  std::vector<Function*> onResumersStack;
  // With stack:split, functions without a form that forms call. Forms alone
  // call their guards: other callers are on the resumer's stack already.
  std::vector<Function*> calledByForms;

  bool callsHost() const { return exports || !imports.empty(); }
  bool leavesRegions() const {
    return callsHost() || !onResumersStack.empty() || !calledByForms.empty();
  }

  // The nodes whose functions may run on the region of a fiber that starts in
  // one of the entries, which are of fibers with frames or of others.
  std::vector<bool> getOnRegion(const CallGraph& graph,
                                const std::vector<CallGraph::Node>& entries,
                                bool withFrames) const;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_GuardedCalls_h
