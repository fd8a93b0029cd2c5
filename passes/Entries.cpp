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

#include "Entries.h"

#include <set>

#include "ir/module-utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// The function pointers that fibers are allocated with, as far as they are
// constants.
struct FunctionPointers {
  std::set<Index> constants;
  // Some pointer isn't a constant, or an allocator's address is taken.
  bool unknown = false;
};

struct AllocScanner : public PostWalker<AllocScanner> {
  const Program& program;
  FunctionPointers& pointers;

  AllocScanner(const Program& program, FunctionPointers& pointers)
    : program(program), pointers(pointers) {}

  bool isAlloc(Name func) {
    const auto* intrinsic = program.getIntrinsic(func);
    return intrinsic && (intrinsic->kind == Intrinsic::Alloc ||
                         intrinsic->kind == Intrinsic::SizedAlloc);
  }

  void visitCall(Call* curr) {
    if (!isAlloc(curr->target)) {
      return;
    }
    if (auto* constant = curr->operands[0]->dynCast<Const>()) {
      pointers.constants.insert(constant->value.getUnsigned());
    } else {
      pointers.unknown = true;
    }
  }

  void visitRefFunc(RefFunc* curr) { pointers.unknown |= isAlloc(curr->func); }
};

FunctionPointers findFunctionPointers(const Program& program) {
  ModuleUtils::ParallelFunctionAnalysis<FunctionPointers> analysis(
    program.module, [&](Function* func, FunctionPointers& pointers) {
      if (!func->imported()) {
        AllocScanner(program, pointers).walk(func->body);
      }
    });
  FunctionPointers all;
  AllocScanner(program, all).walkModuleCode(&program.module);
  for (auto& exported : program.module.exports) {
    if (exported->kind == ExternalKind::Function) {
      all.unknown |=
        program.getIntrinsic(*exported->getInternalName()) != nullptr;
    }
  }
  for (auto& [_, pointers] : analysis.map) {
    all.unknown |= pointers.unknown;
    all.constants.merge(pointers.constants);
  }
  return all;
}

} // anonymous namespace

std::vector<CallGraph::Node> findEntries(const Program& program,
                                         CallGraph& graph) {
  auto* table = program.functionTable;
  if (!table) {
    return {};
  }
  const auto* contents = graph.getTableContents(table);
  auto pointers = findFunctionPointers(program);
  if (pointers.unknown || !contents) {
    return {graph.getTableNode(table, Signature(Type::i32, Type::i32))};
  }
  std::vector<CallGraph::Node> entries;
  for (auto pointer : pointers.constants) {
    // An index without a function traps when the fiber starts.
    if (pointer < contents->size() && (*contents)[pointer].is()) {
      entries.push_back(graph.getNode((*contents)[pointer]));
    }
  }
  return entries;
}

} // namespace wasm::fibers
