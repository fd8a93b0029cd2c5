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

#include "Fatal.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <system_error>

namespace wasm_fibers::host {

void complain(std::string_view text) {
  fprintf(stderr,
          "fiber-host: error: %.*s\n",
          static_cast<int>(text.size()),
          text.data());
}

void fatal(std::string_view text) {
  complain(text);
  exit(2);
}

void fatalError(std::string_view text) {
  const int error = errno;
  fatal(std::string(text) + ": " + std::generic_category().message(error));
}

} // namespace wasm_fibers::host
