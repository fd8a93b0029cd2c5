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
// Which points of a body are saved by the same code.
//
// Code that saves for several points stores what is live at any of them. So for
// an engine, all of it is live at each of them: it is kept across all of their
// calls, merged where one is reached in two ways, and moved to where the code
// that saves expects it. In a function of hundreds of points, most of what V8
// makes of it are such moves. There, the points are divided into ranges, which
// have code of their own that stores less.
//

#ifndef wasm_fibers_passes_frames_SharedSaves_h
#define wasm_fibers_passes_frames_SharedSaves_h

#include <vector>

#include "Activation.h"

namespace wasm::fibers {

struct SharedSave {
  Activation::Range points;
  // What is stored, in the order of Activation::saved.
  std::vector<Index> locals;
};

// They follow each other, and have all points.
std::vector<SharedSave> shareSaves(const Activation& activation);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_SharedSaves_h
