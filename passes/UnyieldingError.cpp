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

#include "UnyieldingError.h"

#include "Layout.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

Expression* makeWriteError(const Program& program,
                           const std::string& text,
                           Name writeError) {
  auto& module = program.module;
  Builder builder(module);
  auto makeNumber = [&](uint32_t number) { return builder.makeConst(number); };
  auto* segment = module.addDataSegment(Builder::makeDataSegment(
    Names::getValidDataSegmentName(module, "fiber.error"),
    Name(),
    nullptr,
    text.data(),
    text.size()));
  return builder.makeSequence(
    builder.makeMemoryInit(segment->name,
                           makeNumber(Layout::ErrorText),
                           makeNumber(0),
                           makeNumber(text.size()),
                           program.memory->name),
    builder.makeCall(writeError, {makeNumber(text.size())}, Type::none));
}

Name addUnyieldingError(const Program& program,
                        const std::vector<Function*>& funcs,
                        Name writeError) {
  auto& module = program.module;
  Builder builder(module);
  auto* body = builder.makeBlock();
  if (writeError.is()) {
    for (Index i = 0; i < funcs.size(); i++) {
      auto text = "fiber_yield: called in '" + funcs[i]->name.toString() +
                  "', which is said never to yield; remove it from "
                  "FIBER_NEVER_YIELDS or never-yields\n";
      body->list.push_back(builder.makeIf(
        builder.makeBinary(
          EqInt32, builder.makeLocalGet(0, Type::i32), builder.makeConst(i)),
        makeWriteError(program, text, writeError)));
    }
  }
  body->list.push_back(builder.makeUnreachable());
  body->finalize(Type::none);
  auto name = Names::getValidFunctionName(module, "fiber.yield_in_unyielding");
  module.addFunction(Builder::makeFunction(
    name,
    Type(Signature(Type::i32, Type::none), NonNullable, Exact),
    {},
    body));
  return name;
}

} // namespace wasm::fibers
