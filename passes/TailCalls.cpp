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

#include "TailCalls.h"

#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct Finder : public PostWalker<Finder, UnifiedExpressionVisitor<Finder>> {
  bool found = false;

  void visitExpression(Expression* curr) { found |= isTailCall(curr); }
};

struct Remover : public PostWalker<Remover> {
  // An ordinary call in a try_table would have its handlers.
  static void scan(Remover* self, Expression** currp) {
    if (!(*currp)->is<TryTable>()) {
      PostWalker<Remover>::scan(self, currp);
    }
  }

  void visitCall(Call* curr) {
    if (curr->isReturn) {
      returnAfter(curr, getModule()->getFunction(curr->target)->getResults());
    }
  }

  void visitCallIndirect(CallIndirect* curr) {
    if (curr->isReturn) {
      returnAfter(curr, curr->heapType.getSignature().results);
    }
  }

  void visitCallRef(CallRef* curr) {
    if (curr->isReturn && curr->target->type.isRef()) {
      auto type = curr->target->type.getHeapType();
      if (type.isSignature()) {
        returnAfter(curr, type.getSignature().results);
      }
    }
  }

private:
  template<typename T> void returnAfter(T* call, Type results) {
    Builder builder(*getModule());
    call->isReturn = false;
    call->type = results;
    call->finalize();
    replaceCurrent(results.isConcrete()
                     ? static_cast<Expression*>(builder.makeReturn(call))
                     : builder.makeSequence(call, builder.makeReturn()));
  }
};

} // anonymous namespace

bool isTailCall(Expression* curr) {
  auto* direct = curr->dynCast<Call>();
  auto* indirect = curr->dynCast<CallIndirect>();
  auto* byReference = curr->dynCast<CallRef>();
  return (direct && direct->isReturn) || (indirect && indirect->isReturn) ||
         (byReference && byReference->isReturn);
}

bool hasTailCalls(Expression* code) {
  Finder finder;
  finder.walk(code);
  return finder.found;
}

void removeTailCalls(Function* func, Module& module) {
  Remover().walkFunctionInModule(func, &module);
}

} // namespace wasm::fibers
