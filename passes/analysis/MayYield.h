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
// Which functions may yield: by wasm calls alone, they reach fiber_yield.
//
// What the host calls back doesn't count. A yield in there would have to take
// the host's frame along, which nobody can; it ends the program with an error.
//

#ifndef wasm_fibers_passes_analysis_MayYield_h
#define wasm_fibers_passes_analysis_MayYield_h

#include <set>
#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

// For each node, whether a yield in what it calls may go through it: it is code
// of the module that may yield, as far as the user tells.
std::vector<bool> findPassingOnYields(const Program& program,
                                      const CallGraph& graph);

// Reads the module, once, and in time linear in the size of the call graph.
class MayYield {
public:
  using Node = CallGraph::Node;

  // What is known of a node that may yield.
  struct Info {
    // The fewest calls that a call of the node needs to be in fiber_yield, not
    // counting itself: 0 for fiber_yield, and for an indirect call of it.
    Index calls;
    // The next callee on that way; fiber_yield's is itself.
    Node witness;
    // The nodes that may call each other, by way of nodes that may yield, have
    // one number. A callee's is never higher than its caller's.
    Index scc;
    // Whether there is such a way from the node to itself.
    bool recursive;
  };

  // `kinds` are the intrinsics that count as yielding. Nodes that are `opaque`,
  // if any, count as never doing so.
  MayYield(const Program& program,
           const CallGraph& graph,
           const std::set<Intrinsic::Kind>& kinds = {Intrinsic::Yield},
           const std::vector<bool>& opaque = {});

  // Null when the node can't yield. Nor can functions that the module has
  // gained since the call graph was made.
  const Info* getInfo(Node node) const;
  const Info* getInfo(const Function* func) const;

  bool mayYield(Node node) const { return getInfo(node); }
  bool mayYield(const Function* func) const { return getInfo(func); }
  // Of a Call, CallIndirect or CallRef that the module had when the call graph
  // was made.
  bool mayYield(Expression* call) const;

  // How many calls below a function that may yield the yield is, at the least;
  // 0 when it calls fiber_yield itself.
  Index getDepth(const Function* func) const {
    return getInfo(func)->calls - 1;
  }

  // The witnesses from a node that may yield, which comes first, down to
  // fiber_yield.
  std::vector<Node> getPath(Node node) const;

  // For each node, whether it may yield.
  const std::vector<bool>& getNodes() const { return yields; }

  const CallGraph& getGraph() const { return graph; }

private:
  void findCalls(const Program& program,
                 const std::set<Intrinsic::Kind>& kinds,
                 const std::vector<bool>& opaque);
  void findSCCs();

  const CallGraph& graph;
  std::vector<bool> yields;
  std::vector<Info> infos;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_MayYield_h
