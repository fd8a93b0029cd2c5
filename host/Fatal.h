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

// How the driver says that it can't go on.

#ifndef WASM_FIBERS_HOST_FATAL_H
#define WASM_FIBERS_HOST_FATAL_H

#include <string_view>

namespace wasm_fibers::host {

// Writes one line to standard error.
void complain(std::string_view text);

// The same, and ends the process with status 2.
[[noreturn]] void fatal(std::string_view text);

// The same, with what `errno` says.
[[noreturn]] void fatalError(std::string_view text);

} // namespace wasm_fibers::host

#endif
