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
// What of a program is changed before it is read, whichever tiers it gets, so
// that analyses see all that there is, and as little as possible that there
// isn't: exceptions of one kind, a function table that nobody else changes,
// calls of which more is known than their types, and small functions where they
// are called. The call graph is that of the program as this leaves it.
//

#ifndef wasm_fibers_passes_prepare_Preparation_h
#define wasm_fibers_passes_prepare_Preparation_h

#include <memory>

#include "Options.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"
#include "await/Awaiting.h"
#include "pass.h"
#include "prepare/HostTable.h"
#include "prepare/LibraryCalls.h"

namespace wasm::fibers {

class Preparation {
public:
  Preparation(PassRunner* runner,
              Program& program,
              Awaiting& awaiting,
              const Options& options);

  const CallGraph& getGraph() const { return *graph; }

  const LibraryCalls& getLibraryCalls() const { return libraryCalls; }

  // What calls of functions that are passed are spared.
  const Narrowing& getPassed() const { return passed; }

  // Is to be defined when the fibers are lowered.
  HostTable& getHostTable() { return hostTable; }

private:
  static Program& makeReadable(PassRunner* runner, Program& program);

  HostTable hostTable;
  LibraryCalls libraryCalls;
  KnownCallees callees;
  std::unique_ptr<CallGraph> graph;
  Narrowing passed;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_Preparation_h
