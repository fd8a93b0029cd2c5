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
// Keeps fibers with a stack from yielding through functions of the host. When
// one calls the module back, and what it calls yields, the host's frame is in
// between, which nobody can suspend. So a call of an import that may call back,
//
//   (call $import ..)
//
// becomes the call of a function that makes it while no fiber is running:
//
//   (func $fiber.host_call
//     (local.set $saved (global.get $current))
//     (global.set $current (i32.const 0))
//     (call $import ..)
//     (global.set $current (local.get $saved)))
//
// A yield in there then is the error that it is outside any fiber. A function
// that is said never to yield is called in the same way, in fibers of all
// tiers, but with a value that tells which it is (runtime/handles.wat).
//

#ifndef wasm_fibers_passes_HostCalls_h
#define wasm_fibers_passes_HostCalls_h

#include <unordered_map>
#include <vector>

#include "CallGraph.h"
#include "Program.h"
#include "pass.h"

namespace wasm::fibers {

struct HostCalls {
  // The imports among `nodes`, which fibers run, that may call back, and those
  // of the functions that are said never to yield; none if the program doesn't
  // yield.
  HostCalls(const Program& program,
            const CallGraph& graph,
            const std::vector<bool>& nodes);

  // The names of guards, by those of the functions that they call.
  using Guards = std::unordered_map<Name, Name>;

  // Guards the calls of both. `current` is the global that says which fiber is
  // running. A function's number is its index in `unyielding`. What calls one
  // from now on has to call its guard.
  Guards guard(PassRunner* runner, const Program& program, Name current) const;

  bool empty() const { return imports.empty() && unyielding.empty(); }

  std::vector<Function*> imports;
  std::vector<Function*> unyielding;
};

// The function's guard, or itself if it has none.
Name getGuarded(const HostCalls::Guards& guards, Name func);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_HostCalls_h
