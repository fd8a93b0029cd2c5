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

#include "asyncify/Support.h"

#include <algorithm>

#include "PrintMayYield.h"
#include "ir/find_all.h"
#include "ir/iteration.h"
#include "support/utilities.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

bool hasReference(Type type) {
  return std::any_of(
    type.begin(), type.end(), [](Type part) { return part.isRef(); });
}

// Looks at one function that may yield.
//
// Asyncify saves locals, and has first put into locals all values that a call
// finds computed already, and what flows out of a block that contains the call.
// None of these may be references.
struct SupportChecker
  : public ExpressionStackWalker<SupportChecker,
                                 UnifiedExpressionVisitor<SupportChecker>> {
  const MayYield& mayYield;

  SupportChecker(const MayYield& mayYield) : mayYield(mayYield) {}

  void check(Function* func) {
    setFunction(func);
    // What catches exceptions has references to them, which would tell less.
    if (!FindAll<Try>(func->body).list.empty() ||
        !FindAll<TryTable>(func->body).list.empty()) {
      fail("catches exceptions");
    }
    for (Index i = 0; i < func->getNumLocals(); i++) {
      if (hasReference(func->getLocalType(i))) {
        fail("has a variable of a reference type");
      }
    }
    if (hasReference(func->getResults())) {
      fail("returns a reference");
    }
    walk(func->body);
  }

  void visitExpression(Expression* curr) {
    switch (curr->_id) {
      case Expression::Id::BrOnId:
        fail("branches on a reference");
      case Expression::Id::SuspendId:
      case Expression::Id::ResumeId:
      case Expression::Id::ResumeThrowId:
      case Expression::Id::StackSwitchId:
        fail("switches stacks itself");
      case Expression::Id::CallId:
        checkCall(curr, curr->cast<Call>()->isReturn);
        break;
      case Expression::Id::CallIndirectId:
        checkCall(curr, curr->cast<CallIndirect>()->isReturn);
        break;
      case Expression::Id::CallRefId:
        if (mayYield.mayYield(curr)) {
          fail("yields in a call by reference");
        }
        break;
      default:
        break;
    }
  }

private:
  void checkCall(Expression* call, bool isReturn) {
    if (!mayYield.mayYield(call)) {
      return;
    }
    if (isReturn) {
      fail("yields in a tail call");
    }
    // From the call outwards: what it is part of, and what was computed before.
    // References as its own operands or results are found in the callee.
    auto* inner = call;
    for (size_t i = expressionStack.size() - 1; i > 0; i--) {
      auto* outer = expressionStack[i - 1];
      if (hasReference(outer->type)) {
        fail("yields while it computes a reference");
      }
      for (auto* child : ChildIterator(outer)) {
        if (child == inner) {
          break;
        }
        if (hasReference(child->type) && !child->is<RefFunc>() &&
            !child->is<RefNull>()) {
          fail("yields with a reference on its stack");
        }
      }
      inner = outer;
    }
  }

  [[noreturn]] void fail(const char* what) {
    auto* func = getFunction();
    Fatal() << "--lower-fibers: '" << func->name << "' " << what
            << ", which Asyncify doesn't support in a function that may yield ("
            << describePath(mayYield, mayYield.getGraph().getNode(func->name))
            << "); use tier:native";
  }
};

void checkAllocator(const MayYield& mayYield, Function* func) {
  if (func && mayYield.mayYield(func)) {
    Fatal() << "--lower-fibers: '" << func->name
            << "' may yield, but a fiber that is suspended needs it to save "
               "its functions; use tier:native";
  }
}

} // anonymous namespace

void checkAsyncifySupport(const Program& program, const MayYield& mayYield) {
  auto& module = program.module;
  checkAllocator(mayYield, program.malloc);
  checkAllocator(mayYield, program.free);
  std::vector<Function*> funcs;
  for (auto& func : module.functions) {
    if (!func->imported() && mayYield.mayYield(func.get())) {
      funcs.push_back(func.get());
    }
  }
  // Of several, the one nearest to the yield is told: the others may yield only
  // because of what it does.
  std::stable_sort(funcs.begin(), funcs.end(), [&](Function* a, Function* b) {
    return mayYield.getDepth(a) < mayYield.getDepth(b);
  });
  SupportChecker checker(mayYield);
  for (auto* func : funcs) {
    checker.check(func);
  }
}

} // namespace wasm::fibers
