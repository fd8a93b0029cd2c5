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
// Where the user says which functions may yield (may-yield), finds the calls by
// which others might come to, and has them tell who they are:
//
//   (func $other ..
//     (call $yields (local.get $x)))
//
// becomes
//
//   (func $other ..
//     (call $fiber.unlisted_call.yields (local.get $x) (i32.const NUMBER)))
//
//   (func $fiber.unlisted_call.yields (param $x i32) (param $number i32)
//     ..
//     (global.set $current ..) ;; with a mark, if a fiber is running
//     (global.set $unyielding (local.get $number))
//     (call $yields (local.get $x))
//     (global.set $current ..) ;; what they were
//     (global.set $unyielding ..))
//
// A yield in there is an error that names the function: of all on the way, it
// is the nearest to the yield that isn't listed. Calls by pointers and
// references go through such functions, too, one for each type. Functions that
// no fiber runs stay as they are.
//

#ifndef wasm_fibers_passes_UnlistedCalls_h
#define wasm_fibers_passes_UnlistedCalls_h

#include <optional>
#include <vector>

#include "analysis/CallGraph.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class Runtime;
struct Plan;

struct UnlistedCalls {
  // Reads the module. `entries` are the nodes that fibers may start in.
  UnlistedCalls(const Program& program,
                const CallGraph& graph,
                const std::vector<CallGraph::Node>& entries);

  // The functions with such calls.
  std::vector<Function*> callers;
  // None if there is no list.
  std::optional<MayYield> mayYield;
};

// Changes the calls. The number of a function is that after the functions that
// never yield (GuardedCalls.h).
void markUnlistedCalls(const Program& program,
                       const Plan& plan,
                       Runtime& runtime);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_UnlistedCalls_h
