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
// How much of clang's shadow stack the fibers of a module need.
//

#ifndef wasm_fibers_passes_analysis_ShadowStack_h
#define wasm_fibers_passes_analysis_ShadowStack_h

#include <optional>
#include <string>
#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

struct ShadowStack {
  // No function touches the shadow stack: fibers need no regions.
  bool unused = false;

  // No fiber ever takes more than this many bytes; not known if there is
  // recursion, alloca, or code outside the module that calls back into it.
  std::optional<Address::address32_t> bound;
  // Why it isn't known, as a sentence goes on after "since".
  std::string unbounded;

  // What fibers take if they recurse nowhere and use no alloca, as far as it is
  // known.
  Address::address32_t least = 0;

  // `nodes` are those of the call graph whose functions may run on the region
  // of a fiber, and `entries` those that the fibers may start in.
  ShadowStack(const Program& program,
              const CallGraph& graph,
              const std::vector<bool>& nodes,
              const std::vector<CallGraph::Node>& entries);
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_ShadowStack_h
