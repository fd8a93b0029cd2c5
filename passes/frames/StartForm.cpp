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

std::unique_ptr<Function> makeStartForm(const FormSource& source, Name name) {
  auto* func = source.func;
  FrameBuilder builder(source.module, source.names);
  auto form = EnteredForm::make(name, {});
  Returns returns(source.names, source.module, func->getResults(), form.get());
  auto layout = getStartLayout(func);
  std::vector<Expression*> operands;
  operands.reserve(func->getNumParams());
  for (Index i = 0; i < func->getNumParams(); i++) {
    operands.push_back(builder.makeRestore(
      EnteredForm::Frame, layout, i, func->getLocalType(i)));
  }
  form->body = returns.finishWithCall(
    builder.makeCall(func->name, operands, func->getResults()));
  if (layout.getNumReferences()) {
    form->body = builder.makeSequence(
      builder.makeUnmark(EnteredForm::Frame, layout), form->body);
  }
  form->prologLocation = func->prologLocation;
  fillLocations(form.get(), form->body, func->prologLocation);
  return form;
}

FrameLayout getStartLayout(Function* func) {
  FrameLayout layout;
  for (Index i = 0; i < func->getNumParams(); i++) {
    layout.add(i, func->getLocalType(i));
  }
  return layout;
}

} // namespace wasm::fibers
