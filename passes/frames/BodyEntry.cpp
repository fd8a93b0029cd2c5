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

std::unique_ptr<Function>
makeBodyEntry(const FormNames& names, Module& module, Name name, Type type) {
  FrameBuilder builder(module, names);
  auto form = EnteredForm::make(name, {});
  auto signature = type.getHeapType().getSignature();
  Returns returns(names, module, signature.results, form.get());
  auto getFrame = [&] {
    return builder.makeLocalGet(EnteredForm::Frame, Type::i32);
  };
  std::vector<Expression*> operands;
  for (const auto& param : signature.params) {
    operands.push_back(names.makePlaceholder(param));
  }
  auto* call = builder.makeCallIndirect(
    names.bodies,
    builder.makeFrameLoad(EnteredForm::Frame, Type::i32, Layout::FrameSlots),
    operands,
    type.getHeapType());
  auto* left = builder.makeReturn(
    builder.makeCall(names.leftBody, {getFrame()}, Type::i32));
  form->body = builder.makeBlock(std::vector<Expression*>{
    builder.makeGlobalSet(names.entered, getFrame()),
    builder.makeGlobalSet(names.value,
                          builder.makeLocalGet(EnteredForm::Value, Type::i32)),
    returns.keep(call),
    builder.makeIf(builder.makeGlobalGet(names.unwinding, Type::i32), left),
    returns.finish()});
  return form;
}

} // namespace wasm::fibers
