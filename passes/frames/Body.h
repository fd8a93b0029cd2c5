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
// Makes the body of a function (Forms.h).
//
// The function's code becomes regions: its own code is one, and so is that of
// each loop that has points. In a region, all blocks that have points, and a
// label for each point, begin at its head, which changes nothing, since they
// end in the order that they ended in. So one branch there reaches each point:
//
//   (if (local.get $c)                  (block $end
//     (then                               (block $point2
//       (call $f)                =>         (block $point1
//       (call $g)))                           (br_table $point1 $point2 ..)
//                                             (br_if $end (i32.eqz ..))
//                                             (call $f) ..)
//                                           (call $g) ..))
//
// A point in an inner region is reached by a label in front of that, and told
// once more at its head. There a loop restores what is live at its points and
// not at its head, which no other iteration has to carry along then:
//
//   (loop $next
//     (if (local.get $point)
//       (then
//         (local.set $x (i32.load offset=16 (local.get $frame)))
//         (br_table ..)))
//     (local.set $x (call $f))
//     (call $g) ..
//
// Code behind the function's saves the activation, for all points. It takes the
// number of the point:
//
//   (local.set $point
//     (block $save (result i32)
//       ..
//       (local.set $returned (call $f))
//       (drop (br_if $save (i32.const 1) (global.get $unwinding)))
//       ..))
//   (local.set $frame (call $next_in_body ..))
//   (i32.store16 offset=8 (local.get $frame) (local.get $point))
//   (i32.store offset=16 (local.get $frame) (local.get $x))
//   ..
//
// What is dead at a group of points may be set before that (SharedSaves.h).
//
// A try_table that has points is an inner region, too, so that the activation
// goes on with the handlers around it. Where an exception enters
// (FormTries.cpp), it does so at the head of the try_table that is next around
// the point. Handlers may read what loops inside would have restored:
//
//   (local.set $exception
//     (block $value (result exnref)
//       (try_table (catch $tag $value)
//         (if (local.get $point)
//           (then
//             (if (i32.eqz (ref.is_null (global.get $thrown)))
//               (then
//                 (local.set $x (i32.load offset=16 (local.get $frame)))
//                 (call $throw_into_frame)))
//             (br_table ..)))
//         ..)))
//
// References are taken from where they are kept, which can be done once. So the
// function's own region does so, for all of its points.
//

#ifndef wasm_fibers_passes_frames_Body_h
#define wasm_fibers_passes_frames_Body_h

#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "CalledForm.h"
#include "LoopInvariants.h"
#include "SharedSaves.h"
#include "support/insert_ordered.h"

namespace wasm::fibers {

class Body : public CalledForm {
public:
  Body(const FormSource& source,
       const BodyIndex& index,
       std::optional<StartForm> startForm);

  void make();

private:
  struct Region {
    Activation::Range points;
    // Where each of the points is reached.
    std::vector<Name> targets;
    // Whether some of them are in inner regions.
    bool hasInner = false;
    // What the region begins with, filled in when all targets are known.
    Block* head;
    // What comes first at each of its own points, the same.
    std::vector<Block*> landings;
    // Of a loop, the locals that are live at its head; null for other code.
    const std::vector<Index>* liveAtHead = nullptr;
    // What is needed at its points: locals, but for references, and callees'
    // results, by type.
    std::set<Index> needed;
    InsertOrderedSet<Type> results;
    // Its code so far.
    std::vector<Expression*> list;
  };

  // The points in a try_table, or in the function, and those in the try_tables
  // inside.
  struct Try {
    // Null for the function.
    TryTable* curr;
    Activation::Range points;
    std::vector<Activation::Range> inner;
    // What is needed at those in no inner one, as of a region.
    std::set<Index> needed;
  };

  // Where the points of a group are saved from: the activation is the first
  // that is saved, or comes after others. A label is empty where no point goes.
  struct Save {
    Name first;
    Name next;
  };

  // Add code of the function to the innermost region.
  void emit(Expression* curr);
  void emitPoint(Index index);
  void emitBlock(Block* block);
  void emitInParts(Block* block);
  void emitIf(If* iff);
  void emitLoop(Loop* loop);
  void emitTry(Expression* curr);
  void add(Expression* curr) { regions.back().list.push_back(curr); }

  // Regions (BodyRegions.cpp).
  void open(Activation::Range points);
  void openInner(Activation::Range points, Loop* loop = nullptr);
  // Ends the innermost region, which is to begin with `head`, and returns it.
  Expression* close(Expression* head);
  void passOn(Region& inner);
  // Has a label here, for all of the region before it.
  void addLabel(Name label);
  void setTargets(Activation::Range points, Name label);
  // What the function's own region begins with, and an inner one.
  Expression* enter();
  Expression* dispatch();
  void restore(std::vector<Expression*>& list);
  Expression* restore(Index local);
  Expression* branch(const std::function<Expression*()>& getNumber);

  // Has an exception enter that is for a point in no inner try_table
  // (BodyTries.cpp).
  void addThrow(std::vector<Expression*>& list);
  // What a try_table's region begins with.
  Expression* dispatchOrThrow();

  // Saves (BodySaves.cpp).
  Expression* addSaves(Expression* code);
  Expression* gather(Name Save::* label, Expression* code);
  Expression* takePoint(Name label, std::vector<Expression*>& list);
  void addClears(Index index, std::vector<Expression*>& list);
  Expression* makeSave(Index index, Expression* condition = nullptr);
  Expression* makeSaveIfUnwinding(Index index);
  Expression* linkFrame() override;
  std::vector<Expression*> yield(Expression* value, bool isSteady) override;
  Expression* makeBodyFrame(Name maker);

  Expression* getPoint() { return builder.makeLocalGet(point, Type::i32); }
  Expression* setPoint(uint32_t value) {
    return builder.makeLocalSet(point, makeConst(value));
  }
  Expression* clear(Index local) {
    return builder.makeLocalSet(
      local,
      builder.makeConstantExpression(
        Literal::makeZeros(func->getLocalType(local))));
  }
  Expression* computeAnew(Index local);
  Index getReturned(Type type);
  Expression* getReturnedAs(Type type);

  BodyIndex index;
  std::vector<Region> regions;
  std::vector<Try> tries;
  // The number of the point that the activation goes on from, counted from 1,
  // until that is reached; then 0, until it is saved.
  Index point;
  // The same in a branch to it.
  std::optional<Index> next;
  // What the callee at a point has returned, by type.
  InsertOrderedMap<Type, Index> returned;
  LoopInvariants invariants;
  SharedSaves shared;
  // Of each of its groups.
  std::vector<Save> saves;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Body_h
