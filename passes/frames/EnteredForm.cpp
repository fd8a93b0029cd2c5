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

#include "EnteredForm.h"

namespace wasm::fibers {

std::unique_ptr<Function> EnteredForm::make(Name name,
                                            std::vector<Type>&& vars) {
  Signature signature({Type::i32, Type::i32}, Type::i32);
  auto form = Builder::makeFunction(
    name, Type(signature, NonNullable, Exact), std::move(vars));
  // For stack traces.
  form->hasExplicitName = true;
  return form;
}

Returns::Returns(const FormNames& names,
                 Module& module,
                 Type results,
                 Function* form)
  : names(names), builder(module, names), type(results) {
  if (type.isConcrete()) {
    returned = Builder::addVar(form, type);
  }
}

Expression* Returns::keep(Expression* result) {
  return type.isConcrete() ? builder.makeLocalSet(returned, result) : result;
}

Expression* Returns::finish() {
  std::vector<Expression*> list;
  list.reserve(type.size() + 1);
  for (Index i = 0; i < type.size(); i++) {
    Expression* part = builder.makeLocalGet(returned, type);
    if (type.isTuple()) {
      part = builder.makeTupleExtract(part, i);
    }
    auto global = type == Type::i32
                    ? names.value
                    : names.getResult(FrameBuilder::getGeneral(type[i]), i);
    list.push_back(builder.makeGlobalSet(global, part));
  }
  list.push_back(leave(Left::Returned));
  return builder.makeBlock(list, Type::unreachable);
}

Expression* Returns::finishWithCall(Expression* call) {
  auto* frame = builder.makeLocalGet(EnteredForm::Frame, Type::i32);
  auto* parent = builder.makeFrameLoad(
    EnteredForm::Frame, Type::i32, FrameBuilder::ParentOffset);
  std::vector<Expression*> drop{
    builder.makeCall(names.linkFrame, {parent}, Type::none),
    builder.makeCall(names.releaseFrame, {frame}, Type::none),
    leave(Left::Unwinding)};
  std::vector<Expression*> list{
    keep(call),
    builder.makeIf(builder.makeGlobalGet(names.unwinding, Type::i32),
                   builder.makeBlock(drop, Type::unreachable)),
    finish()};
  return builder.makeBlock(list, Type::unreachable);
}

Expression* Returns::leave(Left left) {
  return builder.makeReturn(builder.makeConst(uint32_t(left)));
}

} // namespace wasm::fibers
