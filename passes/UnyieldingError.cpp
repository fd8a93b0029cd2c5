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
#include "TextTable.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

Name addText(Module& module, const std::string& text) {
  auto name = Names::getValidDataSegmentName(module, "fiber.error");
  module.addDataSegment(
    Builder::makeDataSegment(name, Name(), nullptr, text.data(), text.size()));
  return name;
}

} // anonymous namespace

Expression* makeWriteError(const Program& program,
                           const std::string& text,
                           Name writeError) {
  auto& module = program.module;
  Builder builder(module);
  auto makeNumber = [&](uint32_t number) { return builder.makeConst(number); };
  return builder.makeSequence(
    builder.makeMemoryInit(addText(module, text),
                           makeNumber(Layout::ErrorText),
                           makeNumber(0),
                           makeNumber(text.size()),
                           program.memory->name),
    builder.makeCall(writeError, {makeNumber(text.size())}, Type::none));
}

void addUnyieldingError(const Program& program,
                        const Plan& plan,
                        Name name,
                        Name writeError) {
  auto& module = program.module;
  Builder builder(module);
  auto* func = module.addFunction(Builder::makeFunction(
    name,
    Type(Signature(Type::i32, Type::none), NonNullable, Exact),
    {},
    builder.makeUnreachable()));
  if (!writeError.is()) {
    return;
  }
  std::vector<std::string> names;
  for (const auto* funcs :
       {&plan.guardedCalls.unyielding, &plan.unlistedCalls.callers}) {
    for (auto* unyielding : *funcs) {
      names.push_back(unyielding->name.toString());
    }
  }
  auto copyName = Names::getValidFunctionName(module, "fiber.copy_name");
  addTextTable(program, copyName, names);
  const std::string before = "fiber_yield: called in '";
  auto makeNumber = [&](uint32_t number) { return builder.makeConst(number); };
  auto length = Builder::addVar(func, "length", Type::i32);
  auto getLength = [&] { return builder.makeLocalGet(length, Type::i32); };
  auto copy = [&](const std::string& text, Expression* address) {
    return builder.makeMemoryInit(addText(module, text),
                                  address,
                                  makeNumber(0),
                                  makeNumber(text.size()),
                                  program.memory->name);
  };
  auto* body = builder.makeBlock();
  // The name comes first, since it is copied where 8 bytes may be overwritten.
  auto nameAt = uint32_t(Layout::ErrorText + before.size());
  body->list.push_back(builder.makeLocalSet(
    length,
    builder.makeCall(copyName,
                     {builder.makeLocalGet(0, Type::i32), makeNumber(nameAt)},
                     Type::i32)));
  body->list.push_back(copy(before, makeNumber(Layout::ErrorText)));
  auto finish = [&](const std::string& after) {
    return builder.makeSequence(
      copy(after,
           builder.makeBinary(AddInt32, makeNumber(nameAt), getLength())),
      builder.makeCall(
        writeError,
        {builder.makeBinary(
          AddInt32, makeNumber(before.size() + after.size()), getLength())},
        Type::none));
  };
  auto said = plan.guardedCalls.unyielding.size();
  if (said > 0) {
    body->list.push_back(builder.makeIf(
      builder.makeBinary(
        LtUInt32, builder.makeLocalGet(0, Type::i32), makeNumber(said)),
      finish("', which is said never to yield; remove it from "
             "FIBER_NEVER_YIELDS or never-yields\n")));
  }
  if (said < names.size()) {
    body->list.push_back(builder.makeIf(
      builder.makeBinary(
        GeUInt32, builder.makeLocalGet(0, Type::i32), makeNumber(said)),
      finish("', which isn't among the functions that may yield; add it to "
             "may-yield\n")));
  }
  body->list.push_back(builder.makeUnreachable());
  body->finalize(Type::none);
  func->body = body;
}

} // namespace wasm::fibers
