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

#include "Awaiting.h"

#include "PromisingExports.h"

namespace wasm::fibers {

Awaiting::Awaiting(Module& module, const Options& options)
  : polled(module), suspending(module, options),
    rejections(module, suspending) {}

void Awaiting::addTo(Program& program) const {
  if (!rejections.empty()) {
    program.setNeverYields(rejections.getThrower());
  }
}

bool Awaiting::define(Program& program,
                      const CallGraph& graph,
                      const Options& options) {
  if (!suspending.empty()) {
    addPromisingExports(
      program, graph, suspending, rejections, !polled.empty(), options);
  }
  polled.define(program, suspending);
  rejections.defineRun(program);
  return !suspending.empty() || !polled.empty();
}

} // namespace wasm::fibers
