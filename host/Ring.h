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

// The program's side of io/ring.h: its memory, which nothing is believed of.
// The work is the reactor's (io/native/reactor.h).

#ifndef WASM_FIBERS_HOST_RING_H
#define WASM_FIBERS_HOST_RING_H

#include "Ending.h"
#include "Options.h"
#include "io/native/reactor.h"

#include <string>
#include <variant>

namespace wasm_fibers::host {

// What becomes of a turn: the number of completions, or how the program has
// broken the rules of ring.h.
using TurnResult = std::variant<uint32_t, std::string>;

class Ring {
public:
  // The sockets and directories are those of the grants.
  Ring(const fio_grants& grants, Ending& ending, Duration grace);
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring();

  // One turn, which is at `address` in the program's memory.
  TurnResult turn(fio_memory memory, uint32_t address);

  // Drops all operations, and closes what is open.
  void stop();

private:
  fio_grants grants;
  Ending& ending;
  const Duration grace;
  // From the first turn until the program stops.
  fio_reactor* reactor = nullptr;
  bool told = false;

  // How long the program may still take, if this is the turn to say it, or -1.
  int64_t takeGrace();
};

} // namespace wasm_fibers::host

#endif
