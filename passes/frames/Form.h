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
// What the forms of a function have in common: the function's own code, with a
// test after each call that may unwind.
//

#ifndef wasm_fibers_passes_frames_Form_h
#define wasm_fibers_passes_frames_Form_h

#include "DebugLocations.h"
#include "Forms.h"
#include "ir/branch-utils.h"
#include "wasm-builder.h"

namespace wasm::fibers {

// Loads and stores in frames (FrameLayout.h draws one).
struct FrameBuilder : public Builder {
  FrameBuilder(Module& module, const FormNames& names)
    : Builder(module), names(names) {}

  Expression* makeFrameLoad(Index frame, Type type, FrameLayout::Bytes offset) {
    auto bytes = type.getByteSize();
    return makeLoad(bytes,
                    false,
                    offset,
                    std::min(bytes, 4u),
                    makeLocalGet(frame, Type::i32),
                    type,
                    names.memory);
  }

  Store* makeFrameStore(Index frame,
                        Expression* value,
                        Type type,
                        FrameLayout::Bytes offset) {
    auto bytes = type.getByteSize();
    return makeStore(bytes,
                     offset,
                     std::min(bytes, 4u),
                     makeLocalGet(frame, Type::i32),
                     value,
                     type,
                     names.memory);
  }

  // The value that a frame has of a local. References are taken from where they
  // are kept, which can be done once.
  Expression*
  makeRestore(Index frame, const FrameLayout& layout, Index local, Type type);

  // Has a frame hold a local's value, which the form has in a local of its own.
  Expression* makeSave(Index frame,
                       const FrameLayout& layout,
                       Index local,
                       Index formLocal,
                       Type type);

  // Has it hold null for a local's references.
  void addClear(Index frame,
                const FrameLayout& layout,
                Index local,
                Type type,
                std::vector<Expression*>& list);

  // Marks it as one for which references are kept, or no longer are.
  void addMark(Index frame,
               const FrameLayout& layout,
               std::vector<Expression*>& list);
  Expression* makeUnmark(Index frame, const FrameLayout& layout);

  // A value as one of that type, which is its own, or a reference's that is
  // kept as one of a more general type.
  Expression* makeAs(Expression* value, Type type);

  // One value of all its parts.
  Expression* makeTogether(const std::vector<Expression*>& parts);

  // The type of which globals and tables hold a reference, with others beside
  // it as they are.
  static Type getGeneral(Type type);

  Expression* makePointLoad(Index frame) {
    return makeLoad(2,
                    false,
                    PointOffset,
                    2,
                    makeLocalGet(frame, Type::i32),
                    Type::i32,
                    names.memory);
  }

  Expression* makePointStore(Index frame, Expression* point) {
    return makeStore(2,
                     PointOffset,
                     2,
                     makeLocalGet(frame, Type::i32),
                     point,
                     Type::i32,
                     names.memory);
  }

  static constexpr FrameLayout::Bytes ParentOffset = Layout::FrameParent;

private:
  Expression* makeClassStore(Index frame, uint32_t value);
  Expression* makeTake(Type type, Expression* word);
  Expression* makeKeep(Expression* value, Type type);

  static constexpr FrameLayout::Bytes PointOffset = Layout::FramePoint;
  const FormNames& names;
};

// Makes labels that a function doesn't use.
class Labels {
public:
  Labels(Function* func) : names(BranchUtils::getBranchTargets(func->body)) {}

  Name make(const char* prefix);

private:
  BranchUtils::NameSet names;
};

class Form {
public:
  virtual ~Form() = default;

protected:
  Form(const FormSource& source);

  // Copies code of the function into the form. One that is made out of the
  // function takes the code itself, which is there once.
  Expression* copy(Expression* curr);

  // Copies an expression that copy() has something else for.
  Expression* copyAsIs(Expression* curr);

  // Gives what was made of an expression its location.
  Expression* locate(Expression* made, Expression* original);

  // The form itself, which is made out of the function unless told.
  virtual Function* getForm() { return func; }
  virtual bool takesCode() const { return true; }

  // The form's local for one of the function's.
  virtual Index getLocal(Index local) const = 0;

  // The local with the address of the frame that the activation is saved in.
  virtual Index getFrame() const = 0;

  // Has a frame there, linked behind the last one that was saved.
  virtual Expression* linkFrame() = 0;

  // Yields the value to the resumer, and has a frame, as the first one. What
  // follows saves the activation and returns. `isSteady` tells of the point
  // what YieldPoint does.
  virtual std::vector<Expression*> yield(Expression* value, bool isSteady) = 0;

  // Returns, when what is live has been saved.
  virtual Expression* leave(Left left) = 0;

  // What becomes of the function's own return, and of a tail call, also of one
  // that can't unwind.
  virtual Expression* copyReturn(Return* curr) = 0;
  virtual Expression* copyReturnCall(Expression* call) = 0;

  // Returns what a call returns that is the last thing the function does.
  virtual Expression* finishWithCall(Expression* call) = 0;

  // Called for each store that saves a local.
  virtual void noteSave(Index local, Expression* store) {}

  // A copy of a tail call, of the callee's call form if it has one.
  Expression* copyTailCall(Expression* call);

  // Copies a statement that has points in a try_table, with other code in that:
  // what is around the try_table takes what that catches (HiddenTries.h).
  Expression* copyTry(Expression* curr,
                      const std::function<Expression*(TryTable*)>& copyCode);

  // Whether an exception enters the activation.
  Expression* isThrownInto();
  // Has it go to the handlers of the try_table, or out of the activation.
  Expression* enterHandler(TryTable* curr);

  // What the form begins with if it catches exceptions.
  void keepStackLeft(std::vector<Expression*>& list);

  // What the callee at a point has returned; `word` is that if it is an i32.
  Expression* getReturnedValue(Type type, Expression* word);
  // Has the runtime's globals no longer hold its references.
  void clearReturned(Type type, std::vector<Expression*>& list);

  // A block that may be branched to.
  Block* makeTarget(Name label, const std::vector<Expression*>& list);

  bool isGuarded(Expression* call) const;
  void guard(Expression* call);

  // Has a copied call call the callee's call form.
  void redirect(Expression* call);

  Expression* makeConst(uint32_t value) { return builder.makeConst(value); }

  // The point that an activation waits at, counted from 0 or from 1, as it is
  // stored in its frame, and as it is loaded.
  uint32_t getStored(Index point, Index number) const;
  Expression* loadPoint();
  bool storesPoint() const {
    return activation.points.size() > 1 || mayBeThrownInto;
  }

  // Has a condition of whether a callee has unwound.
  Expression* getUnwinding() {
    return builder.makeGlobalGet(names.unwinding, Type::i32);
  }

  Function* func;
  const Activation& activation;
  const MayYield& mayUnwind;
  const FormNames& names;
  Module& module;
  FrameBuilder builder;
  // The points by their statements.
  std::unordered_map<Expression*, Index> points;
  Labels labels;

private:
  Expression* take(Expression* curr);
  Expression* landCatches(TryTable* made);
  Expression* copyOrNull(Expression* curr);
  Expression* makeInstead(Expression* curr);
  Expression* copyPoint(Index point);
  void saveAndLeave(Index point, Left left, std::vector<Expression*>& list);
  Expression* save(Index local);

  const Expression* asIs = nullptr;
  bool mayBeThrownInto;
  // Of the engine's stack, what was left when the activation began, if it
  // catches exceptions that leave forms which have counted what they take.
  std::optional<Index> stackLeft;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Form_h
