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

// The directories that programs may read, open for as long as the driver runs.

#ifndef WASM_FIBERS_HOST_DIRECTORIES_H
#define WASM_FIBERS_HOST_DIRECTORIES_H

#include "Options.h"
#include "io/native/reactor.h"

#include <vector>

namespace wasm_fibers::host {

// Their names are those of the options.
using Directories = std::vector<fio_directory>;

// Ends the process if one can't be opened.
Directories openDirectories(const Options& options);

} // namespace wasm_fibers::host

#endif
