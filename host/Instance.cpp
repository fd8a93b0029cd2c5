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

#include "Instance.h"
#include "Epochs.h"
#include "Fatal.h"

#include <utility>
#include <variant>
#include <vector>

namespace wasm_fibers::host {

namespace {

// The program's end by an error, as a shell reports one that aborts.
constexpr int Aborted = 134;

// How fio's turn may be imported: the pass tells hosts in the name that it
// waits (docs/await.md). Here it just takes its time.
constexpr const char* TurnNames[] = {"turn", "[suspending (i32)->(i32)]turn"};

// Wasmtime's way to an Output.
std::ptrdiff_t
writeTo(void* output, const unsigned char* bytes, std::size_t size) {
  return static_cast<Output*>(output)->write(
    {reinterpret_cast<const char*>(bytes), size});
}

} // anonymous namespace

Instance::Instance(Program& program,
                   const Options& options,
                   Listeners listeners,
                   const Directories& directories,
                   Ending& ending)
  : options(options), listeners(std::move(listeners)),
    ring(grant(directories), ending, options.grace), store(program.engine),
    start(instantiate(program)) {}

fio_grants Instance::grant(const Directories& directories) const {
  return {
    .network = options.network,
    .shares_ports = options.threads > 1,
    .listeners = listeners.data(),
    .listener_count = static_cast<uint32_t>(listeners.size()),
    .directories = directories.data(),
    .directory_count = static_cast<uint32_t>(directories.size()),
    .all_directories = false,
    .descriptor_limit = options.descriptors,
  };
}

void Instance::setUpStore() {
  constexpr int64_t MiB = 1 << 20;
  constexpr int64_t Tables = 16;
  // All that tables have takes at most as much as the memory may.
  constexpr int64_t SizeOfElement = 16;
  store.limiter(options.memory * MiB,
                options.memory * MiB / Tables / SizeOfElement,
                1,
                Tables,
                1);
  wasmtime::WasiConfig wasi;
  std::vector<std::string> arguments = {options.module};
  arguments.insert(
    arguments.end(), options.arguments.begin(), options.arguments.end());
  wasi.argv(arguments);
  setUpOutput(wasi);
  for (const auto& [path, name] : options.directories) {
    if (!wasi.preopen_dir(path, name, false)) {
      fatal("can't give the program the directory " + path);
    }
  }
  store.context().set_wasi(std::move(wasi)).unwrap();
}

void Instance::setUpOutput(wasmtime::WasiConfig& wasi) {
  if (options.threads == 1) {
    wasi.inherit_stdout();
    wasi.inherit_stderr();
    return;
  }
  wasi_config_set_stdout_custom(wasi.capi(), writeTo, &output, nullptr);
  wasi_config_set_stderr_custom(wasi.capi(), writeTo, &errors, nullptr);
}

void Instance::extendDeadline(wasmtime::Store::Context context) const {
  if (options.deadline.count() > 0) {
    context.set_epoch_deadline(epochsIn(options.deadline));
  }
}

wasmtime::Result<uint32_t, wasmtime::Trap>
Instance::turn(wasmtime::Caller caller, uint32_t address) {
  const auto item = caller.get_export("memory");
  const auto* memory = item ? std::get_if<wasmtime::Memory>(&*item) : nullptr;
  if (!memory) {
    mistake = "the module exports no memory";
    return wasmtime::Trap(mistake);
  }
  const auto bytes = memory->data(caller);
  auto result = ring.turn({bytes.data(), bytes.size()}, address);
  extendDeadline(caller);
  if (const auto* text = std::get_if<std::string>(&result)) {
    mistake = *text;
    return wasmtime::Trap(mistake);
  }
  return std::get<uint32_t>(result);
}

void Instance::define(wasmtime::Linker& linker) {
  linker.define_wasi().unwrap();
  for (const auto* name : TurnNames) {
    linker
      .func_wrap("fio",
                 name,
                 [this](wasmtime::Caller caller, uint32_t address) {
                   return turn(caller, address);
                 })
      .unwrap();
  }
  linker.func_wrap("fio", "stop", [this]() { ring.stop(); }).unwrap();
  // What JavaScript throws where a promise is rejected. There are none here.
  linker
    .func_wrap("[await]",
               "error",
               []() -> wasmtime::Result<std::monostate, wasmtime::Trap> {
                 return wasmtime::Trap("there are no promises here");
               })
    .unwrap();
}

wasmtime::Func Instance::instantiate(Program& program) {
  wasmtime::Linker linker(program.engine);
  define(linker);
  setUpStore();
  extendDeadline(store.context());
  auto instance = linker.instantiate(store, program.module);
  if (!instance) {
    fatal(options.module + ": " + instance.err().message());
  }
  const auto item = instance.ok_ref().get(store, "_start");
  const auto* function = item ? std::get_if<wasmtime::Func>(&*item) : nullptr;
  if (!function || !function->typed<std::monostate, std::monostate>(store)) {
    fatal(options.module + " is no program: it has no function _start");
  }
  return *function;
}

int Instance::statusOf(const wasmtime::TrapError& error) const {
  if (const auto* exit = std::get_if<wasmtime::Error>(&error.data)) {
    if (const auto status = exit->i32_exit()) {
      return *status;
    }
  }
  const auto* trap = std::get_if<wasmtime::Trap>(&error.data);
  if (!mistake.empty()) {
    complain(options.module + ": fio: " + mistake);
  } else if (trap && trap->code() == WASMTIME_TRAP_CODE_INTERRUPT) {
    complain(options.module + ": computed for longer than --deadline allows");
  } else {
    complain(options.module + ": " + error.message());
  }
  return Aborted;
}

int Instance::run() {
  extendDeadline(store.context());
  auto result = start.call(store, {});
  ring.stop();
  return result ? 0 : statusOf(result.err_ref());
}

} // namespace wasm_fibers::host
