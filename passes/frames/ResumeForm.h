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
// Makes the resume form of a function (Forms.h). Code that goes on in a
// try_table is in a copy of that, and restores what is live before it lets an
// exception enter.
//

#ifndef wasm_fibers_passes_frames_ResumeForm_h
#define wasm_fibers_passes_frames_ResumeForm_h

#include <memory>
#include <optional>
#include <vector>

#include "EnteredForm.h"
#include "UnchangedSaves.h"

namespace wasm::fibers {

class ResumeForm : public Form {
public:
  ResumeForm(const FormSource& source, Name name);

  std::unique_ptr<Function> make();

private:
  ResumeForm(const FormSource& source, std::unique_ptr<Function>&& form);

  // Points that the next dispatch has to tell from its own, and where they are
  // resumed.
  struct Pending {
    Activation::Range points;
    Name label;
  };

  // A child of a block that has points, and a label for where it is entered.
  struct Child {
    Index index;
    Name label;
  };

  Function* getForm() override { return resumeForm.get(); }
  bool takesCode() const override { return false; }
  Index getLocal(Index local) const override {
    return local + EnteredForm::Params;
  }
  Index getFrame() const override { return EnteredForm::Frame; }
  Expression* linkFrame() override;
  std::vector<Expression*> yield(Expression* value, bool isSteady) override;
  Expression* leave(Left left) override { return returns.leave(left); }
  Expression* copyReturn(Return* curr) override;
  Expression* copyReturnCall(Expression* call) override;
  Expression* finishWithCall(Expression* call) override {
    return returns.finishWithCall(call);
  }
  void noteSave(Index local, Expression* store) override {
    unchanged.saves[store] = local;
  }

  // The code from each point inside `curr` to the end of it. It begins with a
  // dispatch, where there is more than one, which tells the pending points,
  // too: their labels are around it.
  Expression* resume(Expression* curr);
  Expression* resumeBlock(Block* block);
  Expression* resumeIf(If* iff);
  Expression* resumeLoop(Loop* loop);
  Expression* resumeTry(Expression* curr);
  Expression* resumePoint(Index index);
  void dispatch(Index first, std::vector<Expression*>& list);
  Expression* restore(Index local);

  std::vector<Child> getChildren(Block* block);

  std::unique_ptr<Function> resumeForm;
  Returns returns;
  std::vector<Pending> pending;
  // The local that has the number of the point where it is entered.
  std::optional<Index> point;
  UnchangedSaves unchanged;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_ResumeForm_h
