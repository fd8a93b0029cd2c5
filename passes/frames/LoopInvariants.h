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
// Finds the locals that a loop leaves as they are. A body computes them anew in
// front of the loop:
//
//   (local.set $x
//     (i32.sub
//       (i32.add (local.get $x) (local.get $frame))
//       (local.get $frame)))
//   (loop
//     .. ;; doesn't set $x
//
// A loop is reached from the code before it and, with what was restored, from
// the head of the region around it. Where these meet, an engine has a phi.
// Cranelift (of Wasmtime 49) replaces a phi by the one value that flows to it,
// but what another phi gives isn't such a value. So $x has a phi at each place
// in the loop where code meets, though nothing has changed, and in a large loop
// most of them become moves between slots of the engine's stack: a fifth of the
// time of SQLite's interpreter. What an addition gives is a value, and an
// engine that optimizes leaves no instructions of it.
//

#ifndef wasm_fibers_passes_frames_LoopInvariants_h
#define wasm_fibers_passes_frames_LoopInvariants_h

#include <unordered_map>
#include <vector>

#include "Activation.h"

namespace wasm::fibers {

struct LoopInvariants {
  LoopInvariants(Function* func, const Activation& activation);

  // Those of type i32 that are live at the loop's head, if it has many points,
  // and not found for a loop around it; as many as it has points, at most.
  const std::vector<Index>& get(Loop* loop) const;

private:
  std::unordered_map<Loop*, std::vector<Index>> locals;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_LoopInvariants_h
