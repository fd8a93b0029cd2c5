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

#include "Output.h"

#include <cerrno>
#include <climits>

#include <unistd.h>

namespace wasm_fibers::host {

Output::~Output() { flush(line.size()); }

std::ptrdiff_t Output::write(std::string_view text) {
  line.append(text);
  const size_t newline = line.rfind('\n');
  const size_t ended = newline == std::string::npos ? 0 : newline + 1;
  const int error = flush(line.size() > PIPE_BUF ? line.size() : ended);
  return error ? error : static_cast<std::ptrdiff_t>(text.size());
}

int Output::flush(size_t size) {
  std::string_view rest(line.data(), size);
  int error = 0;
  while (!rest.empty() && error == 0) {
    const ssize_t written = ::write(descriptor, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(written);
    } else if (errno != EINTR) {
      error = -errno;
    }
  }
  line.erase(0, size);
  return error;
}

} // namespace wasm_fibers::host
