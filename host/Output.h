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

// Where a program writes its lines: to a descriptor, in whole lines, so that
// those of several threads don't mix. A C library writes a line in parts.

#ifndef WASM_FIBERS_HOST_OUTPUT_H
#define WASM_FIBERS_HOST_OUTPUT_H

#include <cstddef>
#include <string>
#include <string_view>

namespace wasm_fibers::host {

class Output {
public:
  explicit Output(int descriptor) : descriptor(descriptor) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Writes what is left of a last line.
  ~Output();

  // Takes all of it, or returns the system's error, negative. Also of a line
  // that hasn't ended, no more than a pipe takes at once is kept.
  std::ptrdiff_t write(std::string_view text);

private:
  const int descriptor;
  std::string line; // What follows the last line that has ended.

  // Writes the first `size` bytes of what has been kept, which is over with
  // them. Returns 0, or the system's error, negative.
  int flush(size_t size);
};

} // namespace wasm_fibers::host

#endif
