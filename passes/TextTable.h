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

//
// Texts that the program can find by a number, in one passive data segment:
//
//   (data $fiber.texts OFFSETS "first" "second" ..)
//   (func $fiber.copy_text (param $number i32) (param $address i32) (result
//   i32)
//     ..)
//
// The function copies a text to an address, where it takes 8 bytes at least,
// and returns the text's length. OFFSETS are those of the texts in the segment,
// and of its end.
//

#ifndef wasm_fibers_passes_TextTable_h
#define wasm_fibers_passes_TextTable_h

#include <string>
#include <vector>

#include "analysis/Program.h"

namespace wasm::fibers {

// The bytes that the function takes, however short the text.
inline constexpr uint32_t LeastTextRoom = 8;

// Adds both; `name` is that of the function.
void addTextTable(const Program& program,
                  Name name,
                  const std::vector<std::string>& texts);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_TextTable_h
