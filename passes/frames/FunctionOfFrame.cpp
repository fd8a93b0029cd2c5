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

#include "frames/FunctionOfFrame.h"

#include <algorithm>

#include "frames/Form.h"
#include "wasm-builder.h"

namespace wasm::fibers {

void addFunctionOfFrame(const Program& program,
                        Name name,
                        Index forms,
                        const std::unordered_map<Type, Index>& bodyEntries) {
  auto& module = program.module;
  FormNames names;
  names.memory = program.memory->name;
  FrameBuilder builder(module, names);
  auto getForm = [&] {
    return builder.makeFrameLoad(0, Type::i32, Layout::FrameForm);
  };
  std::vector<Index> entries;
  entries.reserve(bodyEntries.size());
  for (auto& [_, entry] : bodyEntries) {
    entries.push_back(entry);
  }
  // The order of types isn't the same in each run.
  std::sort(entries.begin(), entries.end());
  Expression* number = getForm();
  for (auto entry : entries) {
    auto* body = builder.makeBinary(
      AddInt32,
      builder.makeFrameLoad(0, Type::i32, Layout::FrameSlots),
      builder.makeConst(uint32_t(forms)));
    number = builder.makeIf(
      builder.makeBinary(EqInt32, getForm(), builder.makeConst(entry)),
      body,
      number);
  }
  module.addFunction(Builder::makeFunction(
    name,
    Type(Signature(Type::i32, Type::i32), NonNullable, Exact),
    {},
    number));
}

} // namespace wasm::fibers
