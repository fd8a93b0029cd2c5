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

// A running program, with memory, sockets and files of its own. One thread
// makes it, and one, perhaps another, runs it.

#ifndef WASM_FIBERS_HOST_INSTANCE_H
#define WASM_FIBERS_HOST_INSTANCE_H

#include "Directories.h"
#include "Ending.h"
#include "Listeners.h"
#include "Options.h"
#include "Output.h"
#include "Program.h"
#include "Ring.h"

#include <string>

#include <unistd.h>

#include <wasmtime.hh>

namespace wasm_fibers::host {

class Instance {
public:
  // Ends the process if the module can't be instantiated.
  Instance(Program& program,
           const Options& options,
           Listeners listeners,
           const Directories& directories,
           Ending& ending);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  // Runs the program to its end. Returns its status, 134 if it was ended by an
  // error, which is reported.
  int run();

private:
  const Options& options;
  Listeners listeners;
  Ring ring;
  Output output{STDOUT_FILENO};
  Output errors{STDERR_FILENO};
  wasmtime::Store store;
  wasmtime::Func start;
  // How the program has broken the rules of ring.h, for which it was ended.
  std::string mistake;

  fio_grants grant(const Directories& directories) const;
  void setUpStore();
  void setUpOutput(wasmtime::WasiConfig& wasi);
  void define(wasmtime::Linker& linker);
  // Returns the program's _start.
  wasmtime::Func instantiate(Program& program);
  // Gives the program until then, from now on.
  void extendDeadline(wasmtime::Store::Context context) const;
  wasmtime::Result<uint32_t, wasmtime::Trap> turn(wasmtime::Caller caller,
                                                  uint32_t address);
  // What a failed call means: the status, once an error is reported.
  int statusOf(const wasmtime::TrapError& error) const;
};

} // namespace wasm_fibers::host

#endif
