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
// Which exports get a promising form (PromisingExports.h): those that an option
// names, or else those that may come to wait.
//

#ifndef wasm_fibers_passes_await_PromisingChoice_h
#define wasm_fibers_passes_await_PromisingChoice_h

#include <string>
#include <vector>

#include "Options.h"
#include "analysis/CallGraph.h"
#include "wasm.h"

namespace wasm::fibers {

struct ExportedFunction {
  std::string name;
  Function* func;
};

// `awaits` says by node of the graph what may come to wait.
std::vector<ExportedFunction> choosePromising(const Module& module,
                                              const CallGraph& graph,
                                              const std::vector<bool>& awaits,
                                              const Options& options);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_PromisingChoice_h
