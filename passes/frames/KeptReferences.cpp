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

#include "frames/KeptReferences.h"

#include <algorithm>
#include <unordered_map>

#include "frames/Form.h"
#include "ir/branch-utils.h"
#include "ir/type-updating.h"
#include "ir/utils.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

struct BranchReplacer : public ControlFlowWalker<BranchReplacer> {
  void visitBrOn(BrOn* curr) {
    Builder builder(*getModule());
    if (curr->ref->type == Type::unreachable) {
      replaceCurrent(curr->ref);
      return;
    }
    auto type =
      TypeUpdating::getValidLocalType(curr->ref->type, getModule()->features);
    auto local = Builder::addVar(getFunction(), type);
    auto get = [&] { return builder.makeLocalGet(local, type); };
    auto* set = builder.makeLocalSet(local, curr->ref);
    Expression* condition = nullptr;
    if (curr->op == BrOnNull || curr->op == BrOnNonNull) {
      condition = builder.makeRefIsNull(get());
    } else {
      condition = builder.makeRefTest(get(), curr->castType);
    }
    if (curr->op == BrOnNonNull || curr->op == BrOnCastFail) {
      condition = builder.makeUnary(EqZInt32, condition);
    }
    // What is sent is what the cast makes of it, or the rest, and what goes on
    // the other one.
    auto as = [&](Type type, BrOnOp cast) -> Expression* {
      if (curr->op == cast) {
        return builder.makeRefCast(get(), curr->castType);
      }
      return type.isNonNullable() ? builder.makeRefAs(RefAsNonNull, get())
                                  : static_cast<Expression*>(get());
    };
    auto sent = curr->getSentType();
    auto* branch = builder.makeIf(
      condition,
      builder.makeBreak(curr->name,
                        sent.isConcrete() ? as(sent, BrOnCast) : nullptr));
    std::vector<Expression*> list{set, branch};
    if (curr->type.isConcrete()) {
      list.push_back(as(curr->type, BrOnCastFail));
    }
    replaceCurrent(builder.makeBlock(list, curr->type));
  }

  // Flatten takes the type of the value for that of the targets, which may be
  // more general. For a branch, it doesn't.
  void visitSwitch(Switch* curr) {
    if (!curr->value || !curr->value->type.hasRef()) {
      return;
    }
    auto type = curr->value->type;
    auto targets = BranchUtils::getUniqueTargets(curr);
    if (std::all_of(targets.begin(), targets.end(), [&](Name target) {
          return findBreakTarget(target)->type == type;
        })) {
      return;
    }
    Builder builder(*getModule());
    Labels labels(getFunction());
    auto value = Builder::addVar(getFunction(), type);
    std::vector<Expression*> list{builder.makeLocalSet(value, curr->value)};
    curr->value = nullptr;
    Expression* code = curr;
    for (auto target : targets) {
      auto label = labels.make("case");
      BranchUtils::replaceBranchTargets(curr, target, label);
      code = builder.makeBlock(
        {builder.makeBlock(label, std::vector{code}, Type::none),
         builder.makeBreak(target, builder.makeLocalGet(value, type))},
        Type::unreachable);
    }
    list.push_back(code);
    replaceCurrent(builder.makeBlock(list, Type::unreachable));
  }
};

// The type as the module has it, in each of its parts.
Type getDeclared(Type type, Module& module) {
  std::vector<Type> parts;
  parts.reserve(type.size());
  for (auto part : type) {
    parts.push_back(part.withInexactIfNoCustomDescs(module.features));
  }
  return Type(parts);
}

// The type of a local that a reference can be kept in.
Type getKept(Type type, Module& module) {
  return TypeUpdating::getValidLocalType(getDeclared(type, module),
                                         module.features);
}

// Gives variables other types, and has parameters that can't be null in
// variables.
struct LocalChanger : public PostWalker<LocalChanger> {
  std::unordered_map<Index, Index> variables;

  void visitLocalGet(LocalGet* curr) {
    curr->index = getLocal(curr->index);
    auto type = getDeclared(curr->type, *getModule());
    curr->type = getFunction()->getLocalType(curr->index);
    if (curr->type != type && !type.isDefaultable()) {
      curr->type = type;
      replaceCurrent(TypeUpdating::fixLocalGet(curr, *getModule()));
    }
  }

  void visitLocalSet(LocalSet* curr) { curr->index = getLocal(curr->index); }

  // Of an operand of an exact type, Binaryen makes a cast exact, which is an
  // error where that isn't exact any more.
  void visitRefTest(RefTest* curr) {
    curr->castType = getDeclared(curr->castType, *getModule());
  }
  void visitRefCast(RefCast* curr) {
    curr->type = getDeclared(curr->type, *getModule());
  }

private:
  Index getLocal(Index local) const {
    auto it = variables.find(local);
    return it == variables.end() ? local : it->second;
  }
};

} // anonymous namespace

void replaceReferenceBranches(Function* func, Module& module) {
  BranchReplacer().walkFunctionInModule(func, &module);
}

void makeReferencesNullable(Function* func, Module& module) {
  LocalChanger changer;
  bool changes = false;
  for (auto& type : func->vars) {
    auto kept = getKept(type, module);
    changes |= kept != type;
    type = kept;
  }
  Builder builder(module);
  std::vector<Expression*> list;
  for (Index i = 0; i < func->getNumParams(); i++) {
    auto type = func->getLocalType(i);
    if (!type.isDefaultable()) {
      auto variable = Builder::addVar(func, getKept(type, module));
      changer.variables[i] = variable;
      list.push_back(
        builder.makeLocalSet(variable, builder.makeLocalGet(i, type)));
      changes = true;
    }
  }
  if (!changes) {
    return;
  }
  changer.walkFunctionInModule(func, &module);
  list.push_back(func->body);
  func->body = builder.makeBlock(list);
  ReFinalize().walkFunctionInModule(func, &module);
}

} // namespace wasm::fibers
