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

// The sockets that the driver opens, or is given, for its program to listen on.

#ifndef WASM_FIBERS_HOST_LISTENERS_H
#define WASM_FIBERS_HOST_LISTENERS_H

#include "Options.h"

#include <cstdint>
#include <vector>

namespace wasm_fibers::host {

// The sockets of one instance, in the order in which it gets them.
using Listeners = std::vector<int>;

// One set for each thread. Sockets of systemd's are shared between them; those
// of
// --listen are of their own, and the system spreads the clients over them
// (SO_REUSEPORT). Ends the process if one can't be had.
std::vector<Listeners> openListeners(const Options& options);

} // namespace wasm_fibers::host

#endif
