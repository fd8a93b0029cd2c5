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
// What functions take of the engine's stack when an optimizer has run after the
// pass, as clang has one do when it has linked. It makes a function that has
// one caller part of that. So each call of the caller takes what both do:
//
//   (func $f (call $g) (call $h))        (func $f .. what $g does .. (call $h))
//   (func $g ..)                     =>
//

#ifndef wasm_fibers_passes_frames_MergedFunctions_h
#define wasm_fibers_passes_frames_MergedFunctions_h

#include <algorithm>
#include <cstdint>
#include <vector>

#include "analysis/CallGraph.h"

namespace wasm::fibers {

class MergedFunctions {
public:
  // What the parts of one function take.
  class Parts {
  public:
    void add(uint32_t bytes) {
      second = std::max(second, std::min(most, bytes));
      most = std::max(most, bytes);
    }
    uint32_t get() const { return most + second; }

  private:
    uint32_t most = 0;
    uint32_t second = 0;
  };

  using Node = CallGraph::Node;

  // `start` is the module's start function, or else the graph's outside.
  MergedFunctions(const CallGraph& graph, Node start);

  // Finds what functions take, of the bytes that an activation of each takes by
  // itself.
  void merge(const std::vector<uint32_t>& activations);

  // What an activation of the function takes.
  uint32_t get(Node node) const { return merged[node]; }

  // The function that a node may become part of, or the graph's outside.
  Node getOnlyCaller(Node node) const { return onlyCallers[node]; }

  // Of so many bytes that a call takes, those that the caller doesn't have.
  uint32_t getBeside(Node caller, Node callee, uint32_t bytes) const {
    return onlyCallers[callee] == caller
             ? bytes - std::min(bytes, merged[callee])
             : bytes;
  }

private:
  const CallGraph& graph;
  std::vector<Node> onlyCallers;
  std::vector<uint32_t> merged;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_MergedFunctions_h
