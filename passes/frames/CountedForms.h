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
// Chooses the functions that count what they take of the engine's stack: so
// many that each recursion has one. In
//
//   $walk --> $visit --> $print
//     ^         |
//     +---------+
//
// it is enough that $walk does. It counts what the others take, too, that it
// may reach before the next one that counts: here, $visit. Where there are tail
// calls in a recursion, each function counts itself.
//
// A recursion may also go through functions that have no forms, as those that
// are said never to yield. These can't count, and nothing is taken off the
// stack in there. But a fiber that they resume has to know what is left for it.
// So the functions that they call count:
//
//   $walk --> $visit --> $print, which never yields
//     ^                    |
//     +--------------------+
//

#ifndef wasm_fibers_passes_frames_CountedForms_h
#define wasm_fibers_passes_frames_CountedForms_h

#include <cstdint>
#include <vector>

#include "MergedFunctions.h"
#include "analysis/CallGraph.h"

namespace wasm::fibers {

class CountedForms {
public:
  using Node = CallGraph::Node;

  // `forms` are the nodes that get forms, but for intrinsics. `merged` says
  // what an activation of each takes, and `tailCallers` which ones make tail
  // calls.
  CountedForms(const CallGraph& graph,
               const std::vector<bool>& forms,
               const MergedFunctions& merged,
               const std::vector<bool>& tailCallers);

  // What the function counts, 0 if it doesn't.
  uint32_t getCounted(Node node) const { return counted[node]; }

  // What may be taken, of recursive functions alone, from a call of the node
  // to the next one that counts.
  uint32_t getUncounted(Node node) const { return uncounted[node]; }

private:
  void chooseCalledByOthers(const std::vector<Node>& group, Index recursion);
  void choose(const std::vector<Node>& group);
  void remove(std::vector<Node> work);
  void measure(const std::vector<Node>& group, const MergedFunctions& merged);
  uint64_t getWays(Node node) const;

  const CallGraph& graph;
  std::vector<bool> forms;
  const std::vector<bool>& tailCallers;
  std::vector<std::vector<Node>> callers;
  // Of the forms in a recursion, which one it is; 0 for all others.
  std::vector<Index> recursions;
  // Functions that count to have no recursion without one.
  std::vector<bool> chosen;
  // What is left of a recursion without these, and of the callers and callees
  // of each node in there.
  std::vector<bool> left;
  std::vector<Index> callersLeft;
  std::vector<Index> calleesLeft;
  std::vector<uint32_t> counted;
  std::vector<uint32_t> uncounted;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_CountedForms_h
