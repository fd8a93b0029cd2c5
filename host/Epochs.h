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

// The clock by which Wasmtime ends what computes for too long.

#ifndef WASM_FIBERS_HOST_EPOCHS_H
#define WASM_FIBERS_HOST_EPOCHS_H

#include "Options.h"

#include <cstdint>

namespace wasm_fibers::host {

// The driver begins an epoch whenever this time has passed.
constexpr Duration Epoch = std::chrono::milliseconds(100);

// How many have to begin until a time has passed for sure.
constexpr uint64_t epochsIn(Duration duration) { return duration / Epoch + 2; }

} // namespace wasm_fibers::host

#endif
