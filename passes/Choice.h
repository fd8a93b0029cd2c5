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
// Which tier runs the fibers of each entry, and why.
//

#ifndef wasm_fibers_passes_Choice_h
#define wasm_fibers_passes_Choice_h

#include <optional>
#include <string>
#include <vector>

#include "Options.h"
#include "analysis/CallGraph.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

struct Choice {
  struct Entry {
    Function* func;
    Tier tier;
    // Why not frames; empty for these.
    std::string reason;
    // The first indirect call that leads to the reason, if there is any:
    // without it, the entry might have frames.
    std::string hint;
  };

  // Reads the module. `nodes` are those that fibers may start in, as
  // findEntries() says. If the tier that was asked for is not sound for an
  // entry, ends with a fatal error that says why.
  Choice(const Program& program,
         const CallGraph& graph,
         const std::vector<CallGraph::Node>& nodes,
         const Options& options);

  // The functions that fibers may start in, as far as they are known.
  std::vector<Entry> entries;

  // The fallback tier, native or asyncify: that of entries which don't get
  // frames.
  Tier fallback;

  bool hasFrames() const { return !framesNodes.empty(); }
  // A program without entries counts as one that has these.
  bool hasFallback() const { return !fallbackNodes.empty() || !hasFrames(); }

  // By how many percent the forms of the entries with frames are expected to
  // make the code larger.
  size_t expectedGrowth = 0;

  // The call graph nodes that fibers with frames may start in, and the others.
  std::vector<CallGraph::Node> framesNodes;
  std::vector<CallGraph::Node> fallbackNodes;

  // What findUnwinding() says; none if no tier but the fallback came into
  // question.
  std::optional<MayYield> mayUnwind;

private:
  class Obstacles;
  class Growth;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Choice_h
