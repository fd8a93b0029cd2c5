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
#include "ir/utils.h"

namespace wasm::fibers {

namespace {

struct CallForm : public CalledForm {
  CallForm(const FormSource& source,
           Index resumeForm,
           std::optional<StartForm> startForm)
    : CalledForm(source, startForm), resumeForm(resumeForm) {}

  void make() {
    std::vector<Expression*> list;
    if (countsStack) {
      list = {take(), makeRoomIfLow()};
    }
    auto* code = copy(func->body);
    keepStackLeft(list);
    list.push_back(code);
    if (countsStack) {
      addEnd(list);
    }
    func->body = builder.makeBlock(list);
    ReFinalize().walkFunctionInModule(func, &module);
  }

private:
  Expression* linkFrame() override {
    return makeFrame(
      names.newFrame, resumeForm, activation.layout.getSizeClass());
  }

  std::vector<Expression*> yield(Expression* value, bool) override {
    return {builder.makeCall(names.yieldFirst, {value}, Type::none),
            makeFrame(names.newInnermost,
                      resumeForm,
                      activation.layout.getSizeClass())};
  }

  Index resumeForm;
};

} // anonymous namespace

void makeCallForm(const FormSource& source,
                  Index resumeForm,
                  std::optional<StartForm> startForm) {
  CallForm(source, resumeForm, startForm).make();
}

} // namespace wasm::fibers
