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

// Numbers in texts.

#ifndef WASM_FIBERS_HOST_NUMBERS_H
#define WASM_FIBERS_HOST_NUMBERS_H

#include <charconv>
#include <optional>
#include <string_view>

namespace wasm_fibers::host {

// The number that a text is, if it is nothing else.
template<typename Number>
std::optional<Number> parseNumber(std::string_view text) {
  Number number{};
  const char* begin = text.data();
  const char* end = begin + text.size();
  const auto [rest, error] = std::from_chars(begin, end, number);
  if (error != std::errc() || rest != end) {
    return std::nullopt;
  }
  return number;
}

} // namespace wasm_fibers::host

#endif
