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

#include "asyncify/SavedFrames.h"

#include <algorithm>

#include "asyncify/Names.h"
#include "ir/manipulation.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// In the order of the code, Asyncify moves the position down past the locals
// and restores them; moves it down past the number of the call and reads that;
// and, where the function ends by being unwound, saves the number, moves up,
// saves the locals and moves up again. Without locals, there are only the moves
// for the number.
struct FrameFitter : public PostWalker<FrameFitter> {
  const BufferNames& names;
  uint32_t first;
  SavedFrame frame;

  FrameFitter(const BufferNames& names, uint32_t first)
    : names(names), first(first) {}

  void visitCall(Call* curr) { lastCall = curr; }
  void visitCallIndirect(CallIndirect* curr) { lastCall = curr; }
  void visitCallRef(CallRef* curr) { lastCall = curr; }

  // What leaves the function, in front of which is the call.
  void visitBreak(Break* curr) {
    if (curr->name == ASYNCIFY_UNWIND) {
      auto number = curr->value->cast<Const>()->value.getUnsigned();
      frame.calls.resize(std::max(frame.calls.size(), size_t(number) + 1));
      frame.calls[number] = lastCall;
    }
  }

  void visitGlobalGet(GlobalGet* curr) {
    if (curr->name == ASYNCIFY_STATE) {
      curr->name = names.state;
    }
  }

  void visitLoad(Load* curr) {
    if (isGet(curr->ptr, ASYNCIFY_DATA)) {
      replaceCurrent(makeGet(names.position));
      reads.push_back({getCurrentPointer(), moves.size()});
    } else if (noteAccess(curr)) {
      numberLoad = {getCurrentPointer(), moves.size()};
    }
  }

  void visitStore(Store* curr) {
    if (isGet(curr->ptr, ASYNCIFY_DATA)) {
      // What it moves from is read for that only.
      reads.pop_back();
      moves.push_back(
        Builder(*getModule()).makeGlobalSet(names.position, curr->value));
      replaceCurrent(moves.back());
    } else if (noteAccess(curr) && sizes.empty()) {
      // The first thing to be saved, which is the number.
      curr->value = addToNumber(AddInt32, curr->value);
      replaceCurrent(
        Builder(*getModule()).makeSequence(makeReservation(), curr));
    }
  }

  void visitFunction(Function* func) {
    // The last thing to be restored.
    assert(sizes.empty() || numberLoad.moves == moves.size() / 2);
    if (moves.size() == 4) {
      mergeMoves();
    }
    // Where all yields are in dead code, nothing is saved, and only moves down
    // are left, which never run.
    assert(moves.empty() || moves.size() == 2 || sizes.empty());
    if (sizes.empty()) {
      return;
    }
    frame.size = getDistance(moves.back());
    for (auto* size : sizes) {
      size->value = Literal(frame.size);
    }
    *numberLoad.pointer = addToNumber(SubInt32, *numberLoad.pointer);
  }

private:
  // A read of the position, after how many moves it comes, and the offset of
  // the load or store that it is the address of.
  struct Read {
    Expression** pointer;
    size_t moves;
    Address* offset = nullptr;
  };
  std::vector<Read> reads;
  std::vector<GlobalSet*> moves;
  Expression* lastCall = nullptr;
  // The load that may be of the number, and after how many moves it comes.
  struct {
    Expression** pointer = nullptr;
    size_t moves = 0;
  } numberLoad;
  // Where the size of the frame is to be filled in.
  std::vector<Const*> sizes;

  static bool isGet(Expression* curr, Name global) {
    auto* get = curr->dynCast<GlobalGet>();
    return get && get->name == global;
  }

  Expression* makeGet(Name global) {
    return Builder(*getModule()).makeGlobalGet(global, Type::i32);
  }

  Expression* addToNumber(BinaryOp op, Expression* number) {
    Builder builder(*getModule());
    return first ? builder.makeBinary(op, number, builder.makeConst(first))
                 : number;
  }

  Const* makeSize() {
    sizes.push_back(Builder(*getModule()).makeConst(int32_t(0)));
    return sizes.back();
  }

  Expression* makeReservation() {
    Builder builder(*getModule());
    auto* after =
      builder.makeBinary(AddInt32, makeGet(names.position), makeSize());
    return builder.makeIf(
      builder.makeBinary(GtUInt32, after, makeGet(names.end)),
      builder.makeCall(names.grow, {makeSize()}, Type::none));
  }

  // Whether a load or store is at the position.
  template<typename T> bool noteAccess(T* curr) {
    for (auto& read : reads) {
      if (read.pointer == &curr->ptr) {
        read.offset = &curr->offset;
        return true;
      }
    }
    return false;
  }

  // How far up a move goes.
  static int32_t getDistance(GlobalSet* move) {
    auto* binary = move->value->cast<Binary>();
    auto distance = binary->right->cast<Const>()->value.geti32();
    assert(binary->op == AddInt32 || binary->op == SubInt32);
    return binary->op == AddInt32 ? distance : -distance;
  }

  // Of the four moves, leaves one down and one up. What is between two of them
  // then is above the number of the call.
  void mergeMoves() {
    Builder builder(*getModule());
    auto numberSize = getDistance(moves[2]);
    auto size = numberSize + getDistance(moves[3]);
    assert(getDistance(moves[0]) + getDistance(moves[1]) == -size);
    for (auto& read : reads) {
      if (read.moves != 1 && read.moves != 3) {
        continue;
      }
      if (read.offset) {
        read.offset->addr += numberSize;
      } else {
        *read.pointer = builder.makeBinary(
          AddInt32, *read.pointer, builder.makeConst(numberSize));
      }
    }
    auto move = [&](BinaryOp op) {
      return builder.makeBinary(
        op, makeGet(names.position), builder.makeConst(size));
    };
    moves[0]->value = move(SubInt32);
    moves[3]->value = move(AddInt32);
    ExpressionManipulator::nop(moves[1]);
    ExpressionManipulator::nop(moves[2]);
    moves = {moves[0], moves[3]};
  }
};

} // anonymous namespace

SavedFrame fitFrames(Module& module,
                     Function* func,
                     const BufferNames& names,
                     uint32_t first) {
  FrameFitter fitter(names, first);
  fitter.walkFunctionInModule(func, &module);
  return fitter.frame;
}

} // namespace wasm::fibers
