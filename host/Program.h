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

// The module, compiled once for all instances.

#ifndef WASM_FIBERS_HOST_PROGRAM_H
#define WASM_FIBERS_HOST_PROGRAM_H

#include "Options.h"

#include <wasmtime.hh>

namespace wasm_fibers::host {

struct Program {
  // Ends the process if the module can't be read or compiled.
  explicit Program(const Options& options);

  wasmtime::Engine engine;
  wasmtime::Module module;
};

} // namespace wasm_fibers::host

#endif
