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
// Finds what functions are passed, where it is known:
//
//   (func $spawn (param $entry i32) ..
//     (call $fiber_alloc (local.get $entry)))
//   (func $f
//     (call $spawn (i32.const 3)))
//
// If nobody else calls $spawn, its $entry is 3. Followed are constants that are
// arguments of direct calls, through parameters that are passed on, and no
// other values.
//

#ifndef wasm_fibers_passes_analysis_PassedValues_h
#define wasm_fibers_passes_analysis_PassedValues_h

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analysis/CallGraph.h"
#include "analysis/Program.h"
#include "ir/local-graph.h"
#include "wasm.h"

namespace wasm::fibers {

// What an i32 expression is: a constant, or a parameter of the function as it
// was passed; neither if that isn't known.
struct Origin {
  std::optional<Index> constant;
  std::optional<Index> param;
};

// Finds that, through copies of locals.
class OriginFinder {
public:
  OriginFinder(Function* func, Module& module) : func(func), module(module) {}

  Origin find(Expression* curr);

private:
  Function* func;
  Module& module;
  // Once it is asked for.
  std::optional<LazyLocalGraph> locals;
};

// A parameter of a function.
using Param = std::pair<CallGraph::Node, Index>;

// What a parameter may be. It may be anything, unless it is known.
struct PassedValues {
  bool known = true;
  std::set<Index> constants;
  // Parameters that it may have been passed as, whose values it has, too.
  std::set<Param> from;
};

// Has an item for each parameter that is wanted, and for those that they may
// have been passed as.
std::map<Param, PassedValues> findPassedValues(const Program& program,
                                               const CallGraph& graph,
                                               std::set<Param> wanted);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_PassedValues_h
