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

#include "Program.h"
#include "Fatal.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

// Of tools/wasmtime.
extern "C" void wasm_fibers_config_never_collect(wasm_config_t* config);

namespace wasm_fibers::host {

namespace {

wasmtime::Engine makeEngine(const Options& options) {
  wasmtime::Config config;
  // What C++ and the tiers need.
  config.wasm_gc(true);
  config.wasm_function_references(true);
  config.wasm_exceptions(true);
  config.epoch_interruption(options.deadline.count() > 0);
  if (options.stackSwitching) {
    wasmtime_config_wasm_stack_switching_set(config.capi(), true);
    wasm_fibers_config_never_collect(config.capi());
  }
  return wasmtime::Engine(std::move(config));
}

std::vector<uint8_t> readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || bytes.empty()) {
    fatal("can't read the module " + path);
  }
  return bytes;
}

wasmtime::Module compile(wasmtime::Engine& engine, const Options& options) {
  auto bytes = readFile(options.module);
  auto module = wasmtime::Module::compile(engine, bytes);
  if (!module) {
    fatal(options.module + ": " + module.err().message() +
          (options.stackSwitching
             ? ""
             : "\nA module of the native tier needs --stack-switching."));
  }
  return module.ok();
}

} // anonymous namespace

Program::Program(const Options& options)
  : engine(makeEngine(options)), module(compile(engine, options)) {}

} // namespace wasm_fibers::host
