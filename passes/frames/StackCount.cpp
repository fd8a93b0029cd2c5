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

#include "frames/StackCount.h"

#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// How much of the engine's stack activations may take, in bytes. The smallest
// stack of an engine that is known is of 512 KiB, and the program's other
// functions are on it, too.
constexpr uint32_t CountedStack = 256 * 1024;

// What the runtime's functions take from fiber_resume to a form.
constexpr uint32_t RuntimeStack = 1024;

} // anonymous namespace

void StackCount::require(Runtime& runtime, bool countsDepth) {
  left = runtime.require("stack_left");
  mostTaken = runtime.require("most_taken");
  resumeTaken = runtime.require("resume_taken");
  if (countsDepth) {
    whole = runtime.require("whole_stack");
  }
}

void StackCount::set(Module& module,
                     const EngineStack& stack,
                     uint32_t resume,
                     bool mayNest) {
  Runtime::setConstant(module, mostTaken, most);
  auto taken = RuntimeStack + resume + stack.getMostToResume();
  Runtime::setConstant(module, resumeTaken, taken);
  // What is on top of all that is counted has to have room, too; but half of it
  // is for what is counted in any case.
  auto top = std::min(stack.getMost(), CountedStack / 2);
  auto bytes = CountedStack - top;
  // Without resumes in resumes, there is one at most: it is counted here.
  if (!mayNest) {
    bytes -= taken;
  }
  module.getGlobal(left)->init = Builder(module).makeConst(bytes);
  if (whole.is()) {
    Runtime::setConstant(module, whole, bytes);
  }
}

} // namespace wasm::fibers
