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

#include "WasiErrors.h"

#include <cerrno>

namespace wasm_fibers::host {

namespace {

// In the order of WASI's numbers, from 1 on. What WASI has more is not among
// errors of the system.
constexpr int Errors[] = {
#define ERROR(name) name,
#include "WasiErrors.def"
#undef ERROR
};

} // anonymous namespace

int toWasiError(int error) {
  int number = 0;
  for (const int one : Errors) {
    number++;
    if (one == error) {
      return number;
    }
  }
  return toWasiError(EIO);
}

} // namespace wasm_fibers::host
