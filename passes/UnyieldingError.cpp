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

// Makes code that writes an error, part by part, from Layout::ErrorText on.
class ErrorWriter {
public:
  ErrorWriter(const Program& program, Name writeError)
    : program(program), builder(program.module), writeError(writeError) {}

  // Copies a text to an address.
  Expression* makeCopy(const std::string& text, Expression* address) {
    auto& module = program.module;
    auto segment = Names::getValidDataSegmentName(module, "fiber.error");
    module.addDataSegment(Builder::makeDataSegment(
      segment, Name(), nullptr, text.data(), text.size()));
    return builder.makeMemoryInit(segment,
                                  address,
                                  makeNumber(0),
                                  makeNumber(text.size()),
                                  program.memory->name);
  }

  // Copies it to where an error begins.
  Expression* makeBegin(const std::string& text) {
    return makeCopy(text, makeNumber(Layout::ErrorText));
  }

  Expression* makeWrite(Expression* length) {
    return builder.makeCall(writeError, {length}, Type::none);
  }

  Expression* makeNumber(uint32_t number) { return builder.makeConst(number); }

private:
  const Program& program;
  Builder builder;
  Name writeError;
};

// The functions that the error may be about, by their numbers.
std::vector<std::string> getNames(const Plan& plan) {
  std::vector<std::string> names;
  for (const auto* funcs :
       {&plan.guardedCalls.unyielding, &plan.unlistedCalls.callers}) {
    for (auto* func : *funcs) {
      names.push_back(func->name.toString());
    }
  }
  return names;
}

// Makes code that writes the error about the function whose number is in local
// 0. `copyName` copies its name.
Block* makeError(const Program& program,
                 const Plan& plan,
                 Function* func,
                 Name copyName,
                 Name writeError) {
  Builder builder(program.module);
  ErrorWriter writer(program, writeError);
  const std::string before = "fiber_yield: called in '";
  auto nameAt = uint32_t(Layout::ErrorText + before.size());
  auto length = Builder::addVar(func, "length", Type::i32);
  auto getNumber = [&] { return builder.makeLocalGet(0, Type::i32); };
  auto makeAdded = [&](uint32_t number) {
    return builder.makeBinary(AddInt32,
                              writer.makeNumber(number),
                              builder.makeLocalGet(length, Type::i32));
  };
  auto* body = builder.makeBlock();
  // The name comes first, since it is copied where 8 bytes may be overwritten.
  body->list.push_back(builder.makeLocalSet(
    length,
    builder.makeCall(
      copyName, {getNumber(), writer.makeNumber(nameAt)}, Type::i32)));
  body->list.push_back(writer.makeBegin(before));
  auto addIf = [&](BinaryOp isOne, const std::string& after) {
    auto said = plan.guardedCalls.unyielding.size();
    auto* condition =
      builder.makeBinary(isOne, getNumber(), writer.makeNumber(said));
    body->list.push_back(builder.makeIf(
      condition,
      builder.makeSequence(
        writer.makeCopy(after, makeAdded(nameAt)),
        writer.makeWrite(makeAdded(before.size() + after.size())))));
  };
  if (!plan.guardedCalls.unyielding.empty()) {
    addIf(LtUInt32,
          "', which is said never to yield; remove it from "
          "FIBER_NEVER_YIELDS or never-yields\n");
  }
  if (!plan.unlistedCalls.callers.empty()) {
    addIf(GeUInt32,
          "', which isn't among the functions that may yield; add it to "
          "may-yield\n");
  }
  return body;
}

} // anonymous namespace

Expression* makeWriteError(const Program& program,
                           const std::string& text,
                           Name writeError) {
  ErrorWriter writer(program, writeError);
  return Builder(program.module)
    .makeSequence(writer.makeBegin(text),
                  writer.makeWrite(writer.makeNumber(text.size())));
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
  auto copyName = Names::getValidFunctionName(module, "fiber.copy_name");
  addTextTable(program, copyName, getNames(plan));
  auto* body = makeError(program, plan, func, copyName, writeError);
  body->list.push_back(func->body);
  body->finalize(Type::none);
  func->body = body;
}

} // namespace wasm::fibers
