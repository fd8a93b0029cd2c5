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

#include "Directories.h"
#include "Fatal.h"

#include <fcntl.h>

namespace wasm_fibers::host {

Directories openDirectories(const Options& options) {
  Directories directories;
  for (const auto& [path, name] : options.directories) {
    const int file = open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) {
      fatalError("can't open the directory " + path);
    }
    directories.push_back({.name = name.c_str(), .file = file});
  }
  return directories;
}

} // namespace wasm_fibers::host
