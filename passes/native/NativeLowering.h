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
// The native tier. It changes no code of the program: fibers are continuations,
// which the runtime makes, resumes and suspends (runtime/native.wat). Only if
// the program asks which functions wait, each one that yields says so before:
//
//   (call $fiber_yield (local.get $value))
//
// becomes
//
//   (call $fiber.yield_told (local.get $value) (i32.const 3))
//

#ifndef wasm_fibers_passes_native_NativeLowering_h
#define wasm_fibers_passes_native_NativeLowering_h

#include "Choice.h"
#include "Lowering.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class NativeLowering : public Lowering {
public:
  NativeLowering(const Program& program,
                 const CallGraph& graph,
                 const Choice& choice)
    : program(program), graph(graph), entries(choice.fallbackNodes) {}

  void analyze() override;

  void require(Runtime& runtime) override;
  void tellOf(WaitingFunctions& functions) override { waiting = &functions; }
  void beforeMerge(Runtime& runtime, const Guards& guards) override;

  // Has the optimizer put fiber_yield into what calls it. Processors predict
  // that a return goes to where the last call was, and of a function that
  // switches in between it goes elsewhere: then both the yield's return and the
  // resume's would be mispredicted.
  void afterMerge(PassRunner* runner) override;

private:
  struct YieldTeller;

  const Program& program;
  const CallGraph& graph;
  const std::vector<CallGraph::Node>& entries;
  Name yield;
  // If the program asks which functions wait; and what is called then.
  WaitingFunctions* waiting = nullptr;
  Name yieldTold;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_native_NativeLowering_h
