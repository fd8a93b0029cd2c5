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

#include "TextTable.h"

#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

void addTextTable(const Program& program,
                  Name name,
                  const std::vector<std::string>& texts) {
  auto& module = program.module;
  Builder builder(module);
  std::vector<char> data;
  auto addOffset = [&](uint32_t offset) {
    for (int shift = 0; shift < 32; shift += 8) {
      data.push_back(char(offset >> shift));
    }
  };
  auto offset = uint32_t(4 * (texts.size() + 1));
  for (const auto& text : texts) {
    addOffset(offset);
    offset += text.size();
  }
  addOffset(offset);
  for (const auto& text : texts) {
    data.insert(data.end(), text.begin(), text.end());
  }
  auto segment = Names::getValidDataSegmentName(module, "fiber.texts");
  module.addDataSegment(Builder::makeDataSegment(
    segment, Name(), nullptr, data.data(), data.size()));

  auto* func = module.addFunction(Builder::makeFunction(
    name,
    Type(Signature({Type::i32, Type::i32}, Type::i32), NonNullable, Exact),
    {},
    builder.makeNop()));
  constexpr Index Number = 0, Address = 1;
  auto from = Builder::addVar(func, "from", Type::i32);
  auto length = Builder::addVar(func, "length", Type::i32);
  auto get = [&](Index local) {
    return builder.makeLocalGet(local, Type::i32);
  };
  auto copy = [&](Expression* from, Expression* size) {
    return builder.makeMemoryInit(
      segment, get(Address), from, size, program.memory->name);
  };
  auto load = [&](uint32_t offset) {
    return builder.makeLoad(
      4, false, offset, 1, get(Address), Type::i32, program.memory->name);
  };
  func->body = builder.makeBlock(
    {copy(builder.makeBinary(
            ShlInt32, get(Number), builder.makeConst(uint32_t(2))),
          builder.makeConst(LeastTextRoom)),
     builder.makeLocalSet(from, load(0)),
     builder.makeLocalSet(length,
                          builder.makeBinary(SubInt32, load(4), get(from))),
     copy(get(from), get(length)),
     get(length)},
    Type::i32);
}

} // namespace wasm::fibers
