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

#include "analysis/Obstacle.h"

#include "TailCalls.h"
#include "analysis/HostReferences.h"
#include "frames/Activation.h"
#include "frames/Placeholders.h"
#include "ir/find_all.h"
#include "ir/iteration.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Looks at one function.
//
// Locals are saved, and all values that a call finds computed already, and what
// flows out of a block that contains the call, are put into locals first. In
// the frames tier, these may be references, but not to continuations, nor of
// shared types: there are no tables of these.
struct ObstacleFinder
  : public ExpressionStackWalker<ObstacleFinder,
                                 UnifiedExpressionVisitor<ObstacleFinder>> {
  const Program& program;
  const MayYield& mayYield;
  Tier tier;
  std::optional<std::string> found;

  ObstacleFinder(const Program& program, const MayYield& mayYield, Tier tier)
    : program(program), mayYield(mayYield), tier(tier) {}

  void search(Function* func) {
    setFunction(func);
    setModule(&program.module);
    // What catches exceptions has references to them, which would tell less.
    bool catches = FindAll<TryTable>(func->body).has();
    if (catches && tier == Tier::Asyncify) {
      note("catches exceptions");
    }
    size_t bytes = Layout::FrameSlots;
    bool hasReferences = false;
    for (Index i = 0; i < func->getNumLocals(); i++) {
      auto type = func->getLocalType(i);
      if (!canKeep(type)) {
        note(tier == Tier::Frames
               ? "has a variable of a type that frames can't keep"
               : "has a variable of a reference type");
        continue;
      }
      bytes += FrameLayout::getBytes(type);
      hasReferences |= type.hasRef();
    }
    if (hasReferences) {
      bytes += FrameLayout::CountSize;
    }
    if (tier == Tier::Frames && bytes > Activation::MaxSize) {
      note("has more variables than a frame can hold");
    }
    auto results = func->getResults();
    if (!canKeep(results)) {
      note("returns a reference");
    } else if (tier == Tier::Frames && !Placeholders::has(results)) {
      // A form that unwinds has to return something.
      note("returns a reference that can't be null and isn't known before "
           "the program runs");
    }
    const auto& tries = FindAll<TryTable>(func->body).list;
    if (!Placeholders::has(func->getParams()) &&
        std::any_of(tries.begin(), tries.end(), hasTailCalls)) {
      // It takes a body, which is entered with any arguments.
      note("makes a tail call in a try_table, and has a parameter that can't "
           "be null and isn't known before the program runs");
    }
    walk(func->body);
    if (tier == Tier::Frames && calls > getMaxCalls()) {
      note(program.hasExceptions ? "has more than 32767 calls that may yield"
                                 : "has more than 65535 calls that may yield");
    }
  }

  void visitExpression(Expression* curr) {
    switch (curr->_id) {
      case Expression::Id::BrOnId:
        if (tier != Tier::Frames || curr->cast<BrOn>()->desc) {
          note("branches on a reference");
        }
        break;
      case Expression::Id::SuspendId:
      case Expression::Id::ResumeId:
      case Expression::Id::ResumeThrowId:
      case Expression::Id::StackSwitchId:
        note("switches stacks itself");
        break;
      case Expression::Id::CallId:
        checkCall(curr, curr->cast<Call>()->isReturn);
        break;
      case Expression::Id::CallIndirectId:
        checkTable(curr->cast<CallIndirect>());
        checkCall(curr, curr->cast<CallIndirect>()->isReturn);
        break;
      case Expression::Id::CallRefId:
        checkReference(curr);
        checkCall(curr, curr->cast<CallRef>()->isReturn);
        break;
      default:
        break;
    }
  }

private:
  Index calls = 0;

  // A frame has 16 bits to tell at which of them it waits, of which one is for
  // exceptions (frames/FrameLayout.h).
  Index getMaxCalls() const {
    return program.hasExceptions ? Layout::PointIsThrownInto - 1 : UINT16_MAX;
  }

  // Whether a value of the type can be saved.
  bool canKeep(Type type) const {
    return tier == Tier::Frames ? canBeInFrame(type) : !type.hasRef();
  }

  void note(const char* what) {
    if (!found) {
      found = what;
    }
  }

  // Call forms are found by the index in the function table, and elsewhere by
  // reference.
  void checkTable(CallIndirect* call) {
    auto* table = program.module.getTable(call->table);
    if (tier == Tier::Frames && mayYield.mayYield(call) &&
        table != program.functionTable) {
      if (HostReferences::isShared(program.module, table)) {
        note("yields in a call through a table that the host may change");
      } else {
        checkReference(call);
      }
    }
  }

  void checkReference(Expression* call) {
    if (!mayYield.mayYield(call)) {
      return;
    }
    if (tier != Tier::Frames) {
      note("yields in a call by reference");
    } else if (!mayYield.getGraph().hasOwnReferences()) {
      note("yields in a call by reference, which may be one of the host's");
    }
  }

  void checkCall(Expression* call, bool isReturn) {
    if (!mayYield.mayYield(call)) {
      return;
    }
    calls++;
    if (isReturn && tier == Tier::Asyncify) {
      note("yields in a tail call");
    }
    // From the call outwards: what was computed before it, and what it gives.
    Expression* inner = nullptr;
    for (size_t i = expressionStack.size(); i > 0; i--) {
      auto* outer = expressionStack[i - 1];
      if (!canKeep(outer->type)) {
        note("yields while it computes a reference");
      }
      // A block's earlier children leave no values. Blocks may nest deep.
      if (!outer->is<Block>()) {
        checkBefore(outer, inner);
      }
      inner = outer;
    }
  }

  // What was computed before one child of an expression.
  void checkBefore(Expression* outer, Expression* inner) {
    for (auto* child : ChildIterator(outer)) {
      if (child == inner) {
        break;
      }
      if (!canKeep(child->type) && !child->is<RefFunc>() &&
          !child->is<RefNull>()) {
        note("yields with a reference on its stack");
      }
    }
  }
};

} // anonymous namespace

std::optional<std::string> findObstacle(Function* func,
                                        const Program& program,
                                        const MayYield& mayYield,
                                        Tier tier) {
  ObstacleFinder finder(program, mayYield, tier);
  finder.search(func);
  return finder.found;
}

} // namespace wasm::fibers
