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

#include "prepare/Preparation.h"

#include "analysis/Symbols.h"
#include "prepare/DwarfLines.h"
#include "prepare/Helpers.h"
#include "prepare/LegacyExceptions.h"
#include "prepare/PassedFunctions.h"

namespace wasm::fibers {

Preparation::Preparation(PassRunner* runner,
                         Program& program,
                         Awaiting& awaiting,
                         const Options& options)
  : hostTable(makeReadable(runner, program), options),
    libraryCalls(program.module, program.functionTable),
    callees(libraryCalls.getCallees()) {
  for (auto* func : libraryCalls.getUnyielding()) {
    program.setNeverYields(func);
  }
  awaiting.addTo(program);
  auto readCalls = [&] {
    graph = std::make_unique<CallGraph>(program, callees);
  };
  readCalls();
  if (awaiting.define(program, *graph, options)) {
    readCalls();
  }
  // The native tier leaves functions as they are.
  if (options.tier != Tier::Native) {
    passed = narrowPassedFunctions(program, *graph, callees);
    if (passed.calls > 0) {
      readCalls();
    }
  }
  checkAllocator(program, *graph, options);
  // A function that becomes part of another one couldn't be told of.
  if (options.inlineHelpers && options.tier != Tier::Native &&
      !program.findIntrinsic(Intrinsic::NextFrame) &&
      inlineHelpers(runner, program, *graph)) {
    readCalls();
  }
}

// What the first of the units above rely on.
Program& Preparation::makeReadable(PassRunner* runner, Program& program) {
  locateByDwarf(program.module);
  unwrapRealloc(program.module);
  translateLegacyExceptions(runner, program.module);
  return program;
}

} // namespace wasm::fibers
