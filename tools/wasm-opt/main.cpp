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
// Upstream's wasm-opt with the passes of wasm-fibers.
//

#include <iostream>
#include <string_view>

#include "LowerFibers.h"
#include "config.h"

namespace {

// Whether the module itself goes to standard output.
bool writesToStandardOutput(int argc, const char* argv[]) {
  for (int i = 1; i < argc; i++) {
    std::string_view option(argv[i]);
    if (option == "-o=-" || option == "--output=-") {
      return true;
    }
    if ((option == "-o" || option == "--output") && i + 1 < argc &&
        argv[i + 1] == std::string_view("-")) {
      return true;
    }
  }
  return false;
}

} // anonymous namespace

// The main function of Binaryen's wasm-opt.cpp, renamed by the build.
int wasmOptMain(int argc, const char* argv[]);

int main(int argc, const char* argv[]) {
  if (argc == 2 && argv[1] == std::string_view("--version")) {
    // Upstream's line, which others look for, and our own.
    std::cout << "wasm-opt version " << PROJECT_VERSION << '\n'
              << "wasm-fibers version " << WASM_FIBERS_VERSION << '\n';
    return 0;
  }
  // A report in the middle of a module would spoil both.
  wasm::registerWasmFibersPasses(
    writesToStandardOutput(argc, argv) ? std::cerr : std::cout);
  return wasmOptMain(argc, argv);
}
