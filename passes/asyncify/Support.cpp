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
      case Expression::Id::TryId:
      case Expression::Id::TryTableId:
        fail("catches exceptions");
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
    // From the call outwards: what was computed before it, and what it gives.
    Expression* inner = nullptr;
    for (size_t i = expressionStack.size(); i > 0; i--) {
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
    Fatal error;
    error << "--lower-fibers: '" << func->name << "' " << what
          << ", which Asyncify doesn't support in a function that may yield ('"
          << func->name << '\'';
    auto& graph = mayYield.getGraph();
    auto path = mayYield.getPath(graph.getNode(func->name));
    for (size_t i = 1; i < path.size(); i++) {
      if (auto* callee = graph.getFunction(path[i])) {
        error << " -> '" << callee->name << '\'';
      }
    }
    error << "); use tier:native";
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
  SupportChecker checker(mayYield);
  for (auto& func : module.functions) {
    if (!func->imported() && mayYield.mayYield(func.get())) {
      checker.check(func.get());
    }
  }
}

} // namespace wasm::fibers
