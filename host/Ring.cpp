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

#include "Ring.h"
#include "WasiErrors.h"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace wasm_fibers::host {

namespace {

// The program's addresses may have any alignment.
template<typename T> T load(const fio_memory& memory, uint64_t address) {
  T value;
  memcpy(&value, fio_memory_at(&memory, address), sizeof value);
  return value;
}

template<typename T>
void store(const fio_memory& memory, uint64_t address, const T& value) {
  memcpy(fio_memory_at(&memory, address), &value, sizeof value);
}

// Whether the memory has all that a turn is about.
bool hasTurn(const fio_memory& memory, const fio_turn& turn) {
  // Neither product is larger than 64 bits are.
  const auto operations =
    uint64_t(turn.operation_count) * sizeof(fio_operation);
  const auto completions =
    uint64_t(turn.completion_room) * sizeof(fio_completion);
  return fio_memory_has(&memory, turn.operations, operations) &&
         fio_memory_has(&memory, turn.completions, completions);
}

} // anonymous namespace

Ring::Ring(const fio_grants& grants, Ending& ending, Duration grace)
  : grants(grants), ending(ending), grace(grace) {}

Ring::~Ring() { stop(); }

int64_t Ring::takeGrace() {
  if (told || !ending.hasBegun()) {
    return -1;
  }
  told = true;
  return grace.count();
}

TurnResult Ring::turn(fio_memory memory, uint32_t address) {
  if (!fio_memory_has(&memory, address, sizeof(fio_turn))) {
    return "the turn isn't in the memory";
  }
  auto turn = load<fio_turn>(memory, address);
  if (!hasTurn(memory, turn)) {
    return "the operations of a turn aren't in the memory";
  }
  if (!reactor) {
    reactor = fio_reactor_make(&grants, ending.event());
    if (!reactor) {
      return "nothing to wait with: " + std::generic_category().message(errno);
    }
    ending.addListener();
  }
  reactor->memory = memory;
  for (uint32_t i = 0; i < turn.operation_count; i++) {
    const auto operation = load<fio_operation>(
      memory, turn.operations + uint64_t(i) * sizeof(fio_operation));
    if (const char* mistake = fio_reactor_take(reactor, &operation)) {
      return mistake;
    }
  }
  const bool isToEnd = ending.hasBegun() && !told;
  fio_reactor_wait(reactor, isToEnd ? 0 : turn.timeout);
  turn.now = fio_reactor_now();
  turn.grace = takeGrace();

  uint32_t count = 0;
  fio_completion completion;
  while (count < turn.completion_room &&
         fio_reactor_next(reactor, &completion)) {
    if (completion.result < 0) {
      completion.result = -toWasiError(-completion.result);
    }
    store(memory,
          turn.completions + uint64_t(count) * sizeof completion,
          completion);
    count++;
  }
  store(memory, address, turn);
  return count;
}

void Ring::stop() {
  if (reactor) {
    grants.listeners += reactor->listeners_taken;
    grants.listener_count -= reactor->listeners_taken;
    fio_reactor_free(reactor);
    reactor = nullptr;
    told = false;
    ending.removeListener();
  }
}

} // namespace wasm_fibers::host
