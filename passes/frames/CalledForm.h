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

//
// What the forms that are called as the function is, call forms and bodies,
// have in common: how they return, and how they count what they take of the
// engine's stack, if they do.
//

#ifndef wasm_fibers_passes_frames_CalledForm_h
#define wasm_fibers_passes_frames_CalledForm_h

#include "Form.h"

namespace wasm::fibers {

class CalledForm : public Form {
protected:
  CalledForm(const FormSource& source, std::optional<StartForm> startForm)
    : Form(source), countsStack(startForm.has_value()),
      startForm(startForm.value_or(StartForm())),
      frame(Builder::addVar(source.func, Type::i32)) {}

  Index getLocal(Index local) const override { return local; }
  Index getFrame() const override { return frame; }
  Expression* leave(Left left) override;
  Expression* copyReturn(Return* curr) override;
  Expression* copyReturnCall(Expression* call) override;
  Expression* finishWithCall(Expression* call) override;

  Expression* makeFrame(Name maker, Index form, Index sizeClass);

  // If it counts: takes the activation's part of the stack, and gives it
  // back.
  Expression* take();
  Expression* giveBack();
  // If there isn't as much left as was taken, has the call made from a frame.
  Expression* makeRoomIfLow();

  // What ends a body without a result, which may end without a return.
  void addEnd(std::vector<Expression*>& list);

  // Whether it counts what it takes of the engine's stack: it has a start form.
  bool countsStack;

  Expression* getStackLeft();

private:
  StartForm startForm;
  Index frame;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_CalledForm_h
