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

// The command line. What it doesn't say is the safe choice: no network, no
// files, and bounds on memory and time.

#ifndef WASM_FIBERS_HOST_OPTIONS_H
#define WASM_FIBERS_HOST_OPTIONS_H

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace wasm_fibers::host {

using Duration = std::chrono::nanoseconds;

// A directory that the program may read.
struct Directory {
  std::string path;
  // By which the program knows it.
  std::string name;
};

struct Options {
  std::string module;
  std::vector<std::string> arguments;

  // ADDRESS:PORT of sockets that the driver opens for the program.
  std::vector<std::string> listen;
  // Whether it may connect, and listen, by itself.
  bool network = false;
  std::vector<Directory> directories;

  uint32_t threads = 1;
  // How many connections, listeners and files an instance may have open.
  uint32_t descriptors = 20000;
  // Of an instance, in MiB.
  uint32_t memory = 256;
  // How long an instance may compute without a turn of its loop; 0 for ever.
  Duration deadline = std::chrono::seconds(10);
  // How long what is in flight may take at the end.
  Duration grace = std::chrono::seconds(10);
  // Whether modules of the native tier run.
  bool stackSwitching = false;

  // Ends the process if it can't be understood, or only asks for help.
  static Options read(int argc, char* argv[]);
};

} // namespace wasm_fibers::host

#endif
