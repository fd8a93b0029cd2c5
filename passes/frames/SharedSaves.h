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
// Which locals the code that saves a body has no use for.
//
// That code stores what is live at any point, and all points share it. So for
// an engine, all of it is live at each of them: it is merged wherever the point
// is reached in two ways, carried around loops, and moved to where the code
// that saves expects it. In a function of hundreds of points, most of what V8
// makes of it are such moves, and it has only a simple allocator of registers
// for so many values. There, the points are divided into groups, each of which
// sets what is dead at all of its points on the way to that code; and loops set
// what is dead at their heads.
//

#ifndef wasm_fibers_passes_frames_SharedSaves_h
#define wasm_fibers_passes_frames_SharedSaves_h

#include <vector>

#include "Activation.h"

namespace wasm::fibers {

struct SharedSaves {
  // Engines do well with functions and loops of fewer points.
  static constexpr Index ManyPoints = 24;

  explicit SharedSaves(const Activation& activation);

  // Of each point, the number of its group.
  std::vector<Index> groups;
  // Of each group, the locals that are live at none of its points. None has
  // references: where there is none, the frame has to say so.
  std::vector<std::vector<Index>> dead;

  // What is stored for a range of points, and isn't live at the head of a loop
  // around them, where it is worth setting.
  std::vector<Index> findDeadAtHead(const Activation& activation,
                                    Activation::Range points,
                                    const std::vector<Index>& liveAtHead) const;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_SharedSaves_h
