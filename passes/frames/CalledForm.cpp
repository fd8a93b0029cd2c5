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

#include "CalledForm.h"

namespace wasm::fibers {

// Nobody looks at the result.
Expression* CalledForm::leave(Left left) {
  auto results = func->getResults();
  if (!results.isConcrete()) {
    return builder.makeReturn();
  }
  return builder.makeReturn(names.makePlaceholder(results));
}

Expression* CalledForm::copyReturn(Return* curr) {
  auto* value = curr->value ? copy(curr->value) : nullptr;
  Expression* ret = builder.makeReturn(value);
  return countsStack ? builder.makeSequence(giveBack(), ret, Type::unreachable)
                     : ret;
}

Expression* CalledForm::copyReturnCall(Expression* call) {
  auto* copied = copyTailCall(call);
  return countsStack ? builder.makeSequence(giveBack(), copied) : copied;
}

// If the call unwinds, it doesn't matter what is counted then.
Expression* CalledForm::finishWithCall(Expression* call) {
  auto results = func->getResults();
  if (!countsStack && results.isConcrete()) {
    return builder.makeReturn(call);
  }
  std::vector<Expression*> list{call};
  Expression* result = nullptr;
  if (results.isConcrete()) {
    auto local = Builder::addVar(func, results);
    list[0] = builder.makeLocalSet(local, call);
    result = builder.makeLocalGet(local, results);
  }
  if (countsStack) {
    list.push_back(giveBack());
  }
  list.push_back(builder.makeReturn(result));
  return builder.makeBlock(list, Type::unreachable);
}

Expression* CalledForm::makeFrame(Name maker, Index form, Index sizeClass) {
  return builder.makeLocalSet(
    frame,
    builder.makeCall(
      maker, {makeConst(form), makeConst(sizeClass)}, Type::i32));
}

Expression* CalledForm::getStackLeft() {
  return builder.makeGlobalGet(names.stackLeft, Type::i32);
}

Expression* CalledForm::take() {
  return builder.makeGlobalSet(
    names.stackLeft,
    builder.makeBinary(SubInt32, getStackLeft(), makeConst(startForm.stack)));
}

Expression* CalledForm::giveBack() {
  return builder.makeGlobalSet(
    names.stackLeft,
    builder.makeBinary(AddInt32, getStackLeft(), makeConst(startForm.stack)));
}

Expression* CalledForm::makeRoomIfLow() {
  auto layout = getStartLayout(func);
  std::vector<Expression*> list{
    makeFrame(names.newInnermost, startForm.index, layout.getSizeClass())};
  for (Index i = 0; i < func->getNumParams(); i++) {
    list.push_back(
      builder.makeSave(frame, layout, i, i, func->getLocalType(i)));
  }
  if (layout.getNumReferences()) {
    builder.addMark(frame, layout, list);
  }
  list.push_back(leave(Left::Unwinding));
  auto* isLow = builder.makeBinary(LtSInt32, getStackLeft(), makeConst(0));
  return builder.makeIf(
    isLow,
    builder.makeIf(builder.makeCall(names.makeRoom, {}, Type::i32),
                   builder.makeBlock(list, Type::unreachable)));
}

void CalledForm::addEnd(std::vector<Expression*>& list) {
  if (!func->getResults().isConcrete()) {
    if (countsStack) {
      list.push_back(giveBack());
    }
    list.push_back(builder.makeReturn());
  }
}

} // namespace wasm::fibers
