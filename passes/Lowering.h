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
// A tier, as the pass sees it: a way to implement fibers, by the phases in
// which LowerFibers.cpp calls it. Each tier is a folder, and a line there.
//

#ifndef wasm_fibers_passes_Lowering_h
#define wasm_fibers_passes_Lowering_h

#include "Guards.h"
#include "Report.h"
#include "Runtime.h"
#include "WaitingFunctions.h"
#include "pass.h"

namespace wasm::fibers {

class Lowering {
public:
  virtual ~Lowering() = default;

  // Reads the program as it is. What the tier can't do is a fatal error.
  virtual void analyze() {}

  // Names what of the runtime the tier's code refers to.
  virtual void require(Runtime& runtime) {}

  // Gets where the tier is to tell of functions that wait, if the program asks.
  virtual void tellOf(WaitingFunctions& functions) {}

  // Copies what the tier makes something else of. By then the program calls
  // guards, and is checked for overflow of the shadow stack, but no tier has
  // changed it: so it doesn't matter which tier comes first.
  virtual void copy() {}

  // Changes the program before the runtime is merged into it.
  virtual void beforeMerge(Runtime& runtime, const Guards& guards) {}

  // Changes it when the runtime is there to be called.
  virtual void afterMerge(PassRunner* runner) {}

  // Adds what the tier has made of the program.
  virtual void report(Report& report) const {}
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Lowering_h
