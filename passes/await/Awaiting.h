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
// What of a program waits for promises of JavaScript, all together. Before
// anything else is known of the program, imports of it become others, and
// intrinsics as any other fiber's; the functions that are made of these come
// when there is a call graph.
//

#ifndef wasm_fibers_passes_await_Awaiting_h
#define wasm_fibers_passes_await_Awaiting_h

#include "Options.h"
#include "PolledFibers.h"
#include "Rejections.h"
#include "SuspendingImports.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class Awaiting {
public:
  // Changes the imports.
  Awaiting(Module& module, const Options& options);

  // Tells the program what of it never yields.
  void addTo(Program& program) const;

  // Adds the functions and exports. Returns whether anything waits: the call
  // graph doesn't hold any more then.
  bool define(Program& program, const CallGraph& graph, const Options& options);

private:
  PolledFibers polled;
  SuspendingImports suspending;
  Rejections rejections;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_Awaiting_h
