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
// Exceptions in forms. An activation may be entered with one that has left what
// it called (runtime/thrown.wat). Where it goes on in a try_table, it has that
// thrown, or, if the first handler is for all, goes there itself:
//
//   (block $value (result exnref)
//     (try_table (catch_all_ref $value)
//       (if (i32.eqz (ref.is_null (global.get $thrown)))
//         (then (br $value (call $take_thrown))))
//       ..))
//

#include "Form.h"

#include "ir/type-updating.h"

namespace wasm::fibers {

// All points are in the same try_table. What it catches goes to a local.set
// around it, or to a drop where nothing reads that.
Expression*
Form::copyTry(Expression* curr,
              const std::function<Expression*(TryTable*)>& copyCode) {
  if (auto* set = curr->dynCast<LocalSet>()) {
    return builder.makeLocalSet(getLocal(set->index),
                                copyTry(set->value, copyCode));
  }
  if (auto* drop = curr->dynCast<Drop>()) {
    return builder.makeDrop(copyTry(drop->value, copyCode));
  }
  if (auto* block = curr->dynCast<Block>()) {
    std::vector<Expression*> list;
    for (auto* child : block->list) {
      list.push_back(activation.hasPoints(child) ? copyTry(child, copyCode)
                                                 : copy(child));
    }
    return builder.makeBlock(block->name, list, block->type);
  }
  auto* tryTable = curr->cast<TryTable>();
  auto toVector = [](const auto& list) {
    return std::vector(list.begin(), list.end());
  };
  return locate(
    landCatches(builder.makeTryTable(copyCode(tryTable),
                                     toVector(tryTable->catchTags),
                                     toVector(tryTable->catchDests),
                                     toVector(tryTable->catchRefs))),
    tryTable);
}

// What forms have counted that an exception has left is there again:
//
//   (block $end
//     (local.set $sent
//       (block $caught (result i32)
//         (try_table (catch $tag $caught) ..)
//         (br $end)))
//     (global.set $stack_left (local.get $stack_left))
//     (br $l (local.get $sent)))
//
Expression* Form::landCatches(TryTable* made) {
  if (!names.countsDepth) {
    return made;
  }
  auto* form = getForm();
  if (!stackLeft) {
    stackLeft = Builder::addVar(form, Type::i32);
  }
  auto end = labels.make("end");
  std::vector<Expression*> list{made};
  if (made->type != Type::unreachable) {
    list.push_back(builder.makeBreak(end));
  }
  for (Index i = 0; i < made->catchDests.size(); i++) {
    auto dest = made->catchDests[i];
    auto caught = made->catchDests[i] = labels.make("caught");
    auto sent = made->sentTypes[i];
    Expression* value = nullptr;
    Expression* block = builder.makeBlock(caught, list, sent);
    if (sent.isConcrete()) {
      auto type = TypeUpdating::getValidLocalType(sent, module.features);
      auto local = Builder::addVar(form, type);
      block = builder.makeLocalSet(local, block);
      value = builder.makeLocalGet(local, type);
    }
    list = {block,
            builder.makeGlobalSet(names.stackLeft,
                                  builder.makeLocalGet(*stackLeft, Type::i32)),
            builder.makeBreak(dest, value)};
  }
  return builder.makeBlock(end, list, Type::none);
}

void Form::keepStackLeft(std::vector<Expression*>& list) {
  if (stackLeft) {
    list.push_back(builder.makeLocalSet(
      *stackLeft, builder.makeGlobalGet(names.stackLeft, Type::i32)));
  }
}

Expression* Form::isThrownInto() {
  return builder.makeUnary(EqZInt32,
                           builder.makeRefIsNull(builder.makeGlobalGet(
                             names.thrown, Type(HeapType::exn, Nullable))));
}

// The engine looks for the handler only where it depends on the tag.
Expression* Form::enterHandler(TryTable* curr) {
  if (!curr || curr->catchTags.empty() || curr->catchTags[0].is()) {
    return builder.makeSequence(
      builder.makeCall(names.throwIntoFrame, {}, Type::none),
      builder.makeUnreachable());
  }
  auto* thrown =
    builder.makeCall(names.takeThrown, {}, Type(HeapType::exn, Nullable));
  auto handler = curr->catchDests[0];
  if (curr->catchRefs[0]) {
    return builder.makeBreak(handler, thrown);
  }
  return builder.makeSequence(builder.makeDrop(thrown),
                              builder.makeBreak(handler));
}

uint32_t Form::getStored(Index point, Index number) const {
  return activation.isEnteredToThrow(activation.points[point])
           ? number | Layout::PointIsThrownInto
           : number;
}

Expression* Form::loadPoint() {
  auto* number = builder.makePointLoad(getFrame());
  return mayBeThrownInto
           ? builder.makeBinary(
               AndInt32, number, makeConst(Layout::PointIsThrownInto - 1))
           : number;
}

} // namespace wasm::fibers
