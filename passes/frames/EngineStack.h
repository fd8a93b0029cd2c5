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
// What fibers of the frames tier take of the engine's stack, which is the
// resumer's. No engine tells, so that it is estimated, for what engines make of
// code that they don't optimize (docs/engines.md).
//
// In each recursion there are functions that count what they take while they
// run (CountedForms.h). Of other functions, a chain of calls has each once at
// most. So what they take between two calls that enter fibers has a bound,
// which is counted for each of these (runtime/room.wat).
//

#ifndef wasm_fibers_passes_frames_EngineStack_h
#define wasm_fibers_passes_frames_EngineStack_h

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include "CountedForms.h"
#include "MergedFunctions.h"
#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

struct Activation;

// What an activation of the function takes, in bytes.
uint32_t estimateStack(Function* func);

// What an activation of its body takes on top of that, in engines that
// optimize. They may have three places for a local that is saved: for what the
// code has computed, for what it has restored, and for what is either. So many
// ways join in a large body that Wasmtime's frames have another place or so a
// point.
uint32_t estimateJoins(Function* func, const Activation& activation);

class EngineStack {
public:
  using Node = CallGraph::Node;

  // `forms` are the nodes that get forms, and `entries` those that fibers may
  // start in. The intrinsics `entering` enter fibers. Reads the functions that
  // have no forms as they are now.
  EngineStack(const Program& program,
              const CallGraph& graph,
              const std::vector<bool>& forms,
              const std::vector<Node>& entries,
              const std::set<Intrinsic::Kind>& entering);

  // Reads a function that is to become the form of a node, which takes `joins`
  // on top.
  void read(Node node, Function* func, uint32_t joins);

  // A function is called by another one, of which an activation takes so much
  // (ReferenceCalls.h).
  void addCaller(Node node, uint32_t bytes) { callers[node] = bytes; }

  // With all of these read, chooses which ones count, if any has to.
  void choose(bool countsDepth);
  // What a form counts, 0 if it doesn't.
  uint32_t getCounted(Node node) const { return counted->getCounted(node); }

  // Adds a form of the function, of which an activation takes so much.
  void addForm(Node node, uint32_t bytes) {
    activations[node] = std::max(activations[node], bytes);
  }

  // With all forms added:
  void finish() { merge(); }
  // What an activation of the function takes.
  uint32_t getActivation(Node node) const { return merged.get(node); }
  // What activations that aren't counted take at most: from where a fiber is
  // entered to a call that enters another, and to any other call.
  uint32_t getMostToResume() const { return getMost(reachesResume); }
  uint32_t getMost() const { return getMost(onFibers); }

private:
  void merge();
  uint32_t getMost(const std::vector<bool>& within) const;
  bool isCounted(const std::vector<Node>& group) const;

  const CallGraph& graph;
  MergedFunctions merged;
  // What has forms, but for the intrinsics.
  std::vector<bool> ownForms;
  // What may run on a fiber, leaving out what the host calls; and of that, what
  // may enter another.
  std::vector<bool> onFibers;
  std::vector<bool> reachesResume;
  // Bytes by node, of a function by itself.
  std::vector<uint32_t> activations;
  std::unordered_map<Node, uint32_t> callers;
  std::vector<bool> tailCallers;
  std::unique_ptr<CountedForms> counted;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_EngineStack_h
