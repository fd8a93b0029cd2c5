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

#include "frames/FormNumbers.h"

#include "FunctionTable.h"
#include "frames/Form.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// How many forms are called directly.
constexpr size_t MaxDirect = 8;

// Makes what is in the function.
struct Enter {
  // The local that has the number.
  static constexpr Index Form = 2;

  FrameBuilder builder;

  // The first is the runtime's own, if it has any: it is rarely entered.
  Expression* directly(const std::vector<Name>& forms) {
    Expression* code = builder.makeCall(forms[0], getOperands(), Type::i32);
    for (Index number = 1; number < forms.size(); number++) {
      Expression* form = builder.makeLocalGet(Form, Type::i32);
      if (number + 1 == forms.size()) {
        form = builder.makeLocalTee(Form, loadForm(), Type::i32);
      }
      code = builder.makeIf(
        builder.makeBinary(EqInt32, form, builder.makeConst(uint32_t(number))),
        builder.makeCall(forms[number], getOperands(), Type::i32),
        code);
    }
    return code;
  }

  Expression* byTable(Name table, Signature signature) {
    return builder.makeCallIndirect(
      table, loadForm(), getOperands(), signature);
  }

private:
  Expression* loadForm() {
    return builder.makeFrameLoad(0, Type::i32, Layout::FrameForm);
  }
  std::vector<Expression*> getOperands() {
    return {builder.makeLocalGet(0, Type::i32),
            builder.makeLocalGet(1, Type::i32)};
  }
};

} // anonymous namespace

Index FormNumbers::add(Name form) {
  forms.push_back(form);
  return forms.size() - 1;
}

BodyIndex FormNumbers::addBody(Function* body,
                               const std::function<Index()>& addEntry) {
  bodies.push_back(body->name);
  auto [it, inserted] = bodyEntries.insert({body->type, 0});
  if (inserted) {
    it->second = addEntry();
  }
  return {it->second, Index(bodies.size() - 1)};
}

std::vector<Name> FormNumbers::getAll() const {
  auto all = forms;
  all.insert(all.end(), bodies.begin(), bodies.end());
  return all;
}

bool FormNumbers::areCalledDirectly() const {
  return !forms.empty() && forms.size() <= MaxDirect;
}

Function* FormNumbers::addEnterFrame(Module& module,
                                     const FormNames& names,
                                     Name enterFrame) const {
  if (!bodies.empty()) {
    addFunctionTable(module, names.bodies, bodies);
  }
  Signature signature({Type::i32, Type::i32}, Type::i32);
  Enter enter{{module, names}};
  Expression* code;
  if (areCalledDirectly()) {
    code = enter.directly(forms);
  } else {
    auto table = Names::getValidTableName(module, "fiber.resume_forms");
    addFunctionTable(module, table, forms);
    code = enter.byTable(table, signature);
  }
  return module.addFunction(Builder::makeFunction(
    enterFrame, Type(signature, NonNullable, Exact), {Type::i32}, code));
}

} // namespace wasm::fibers
