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
// The globals by which the runtime and forms count what is left of the engine's
// stack (runtime/room.wat). Their values depend on all forms, so that they are
// set last.
//

#ifndef wasm_fibers_passes_frames_StackCount_h
#define wasm_fibers_passes_frames_StackCount_h

#include <algorithm>
#include <cstdint>

#include "Runtime.h"
#include "frames/EngineStack.h"
#include "wasm.h"

namespace wasm::fibers {

class StackCount {
public:
  // Some forms count only if the calls or resumes may nest to any depth.
  void require(Runtime& runtime, bool countsDepth);

  // What is left, in bytes.
  Name getLeft() const { return left; }

  // A form counts so many bytes.
  void add(uint32_t bytes) { most = std::max(most, bytes); }

  // `resume` is what an activation of fiber_resume takes with the functions
  // that optimizers make part of it, and `mayNest` whether there may be several
  // at once.
  void
  set(Module& module, const EngineStack& stack, uint32_t resume, bool mayNest);

private:
  uint32_t most = 0;
  Name left;
  Name whole;
  Name mostTaken;
  Name resumeTaken;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_StackCount_h
