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

#include "Form.h"
#include "ir/utils.h"

namespace wasm::fibers {

namespace {

struct CallForm : public Form {
  CallForm(const FormSource& source,
           Index resumeForm,
           std::optional<StartForm> startForm)
    : Form(source, source.func), resumeForm(resumeForm), startForm(startForm),
      stack(startForm ? startForm->stack : 0) {}

  void make() {
    frame = Builder::addVar(func, Type::i32);
    auto* body = copy(func->body);
    if (startForm) {
      // A body without a result may end without a return.
      body = builder.makeSequence(count(startForm->index), body);
      if (!func->getResults().isConcrete()) {
        body = builder.makeSequence(body, uncount());
      }
    }
    // What is shared comes after a return.
    if (activation.sharesSaves && !func->getResults().isConcrete()) {
      body = builder.makeSequence(body, builder.makeReturn());
    }
    func->body = addSharedSave(body);
    ReFinalize().walkFunctionInModule(func, &module);
  }

private:
  Index getLocal(Index local) const override { return local; }

  Index getFrame() const override { return frame; }

  Expression* linkFrame() override {
    return makeFrame(names.newFrame, resumeForm, activation.getSizeClass());
  }

  Expression* makeFrame(Name maker, Index form, Index sizeClass) {
    return builder.makeLocalSet(
      frame,
      builder.makeCall(
        maker, {makeConst(form), makeConst(sizeClass)}, Type::i32));
  }

  std::vector<Expression*> yield(Call* call) override {
    return {
      builder.makeCall(names.yieldFirst, {call->operands[0]}, Type::none),
      makeFrame(names.newInnermost, resumeForm, activation.getSizeClass())};
  }

  // Nobody looks at the result.
  Expression* leave(Left left) override {
    auto results = func->getResults();
    if (!results.isConcrete()) {
      return builder.makeReturn();
    }
    return builder.makeReturn(
      builder.makeConstantExpression(Literal::makeZeros(results)));
  }

  Expression* copyReturn(Return* curr) override {
    auto* value = curr->value ? copy(curr->value) : nullptr;
    Expression* ret = builder.makeReturn(value);
    return startForm ? builder.makeSequence(uncount(), ret, Type::unreachable)
                     : ret;
  }

  Expression* copyReturnCall(Expression* call) override {
    auto* copied = copyTailCall(call);
    return startForm ? builder.makeSequence(uncount(), copied) : copied;
  }

  // If the call unwinds, it doesn't matter what is counted then.
  Expression* finishWithCall(Expression* call) override {
    auto results = func->getResults();
    if (!startForm && results.isConcrete()) {
      return builder.makeReturn(call);
    }
    std::vector<Expression*> list{call};
    Expression* result = nullptr;
    if (results.isConcrete()) {
      auto local = Builder::addVar(func, results);
      list[0] = builder.makeLocalSet(local, call);
      result = builder.makeLocalGet(local, results);
    }
    if (startForm) {
      list.push_back(uncount());
    }
    list.push_back(builder.makeReturn(result));
    return builder.makeBlock(list, Type::unreachable);
  }

  Expression* getStackLeft() {
    return builder.makeGlobalGet(names.stackLeft, Type::i32);
  }

  // Takes the activation's part of the stack. If there isn't as much left, has
  // the call made from a record.
  Expression* count(Index startForm) {
    std::vector<Expression*> list{
      builder.makeCall(names.makeRoom, {}, Type::none),
      makeFrame(names.newInnermost, startForm, getStartClass(func))};
    Address::address32_t offset = Activation::HeaderSize;
    for (Index i = 0; i < func->getNumParams(); i++) {
      auto type = func->getLocalType(i);
      list.push_back(builder.makeFrameStore(frame, i, type, offset));
      offset += type.getByteSize();
    }
    list.push_back(leave(Left::Unwinding));
    auto* take = builder.makeGlobalSet(
      names.stackLeft,
      builder.makeBinary(SubInt32, getStackLeft(), makeConst(stack)));
    auto* isLow = builder.makeBinary(LtSInt32, getStackLeft(), makeConst(0));
    return builder.makeSequence(
      take,
      builder.makeIf(isLow, builder.makeBlock(list, Type::unreachable)),
      Type::none);
  }

  Expression* uncount() {
    return builder.makeGlobalSet(
      names.stackLeft,
      builder.makeBinary(AddInt32, getStackLeft(), makeConst(stack)));
  }

  Index resumeForm;
  std::optional<StartForm> startForm;
  uint32_t stack;
  Index frame = 0;
};

} // anonymous namespace

void makeCallForm(const FormSource& source,
                  Index resumeForm,
                  std::optional<StartForm> startForm) {
  CallForm(source, resumeForm, startForm).make();
}

} // namespace wasm::fibers
