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

#include <algorithm>
#include <set>
#include <unordered_set>

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

bool isAlloc(const Intrinsic& intrinsic) {
  return intrinsic.kind == Intrinsic::Alloc ||
         intrinsic.kind == Intrinsic::SizedAlloc;
}

struct AllocScanner : public PostWalker<AllocScanner> {
  const Program& program;
  FunctionPointers& pointers;

  AllocScanner(const Program& program, FunctionPointers& pointers)
    : program(program), pointers(pointers) {}

  void visitCall(Call* curr) {
    const auto* intrinsic = program.getIntrinsic(curr->target);
    if (!intrinsic || !isAlloc(*intrinsic)) {
      return;
    }
    if (auto* constant = curr->operands[0]->dynCast<Const>()) {
      pointers.constants.insert(constant->value.getUnsigned());
    } else {
      pointers.unknown = true;
    }
  }
};

FunctionPointers findFunctionPointers(const Program& program,
                                      const CallGraph& graph) {
  FunctionPointers pointers;
  std::unordered_set<CallGraph::Node> allocs;
  for (auto& intrinsic : program.intrinsics) {
    if (isAlloc(intrinsic)) {
      allocs.insert(graph.getNode(intrinsic.func->name));
      pointers.unknown |= graph.isReferenced(intrinsic.func);
    }
  }
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    const auto& callees = graph.getCallees(node);
    if (std::any_of(callees.begin(), callees.end(), [&](auto callee) {
          return allocs.contains(callee);
        })) {
      AllocScanner(program, pointers).walk(graph.getFunction(node)->body);
    }
  }
  return pointers;
}

} // anonymous namespace

std::vector<CallGraph::Node> findEntries(const Program& program,
                                         const CallGraph& graph) {
  auto* table = program.functionTable;
  if (!table) {
    return {};
  }
  const auto* contents = graph.getTableContents(table);
  auto pointers = findFunctionPointers(program, graph);
  if (pointers.unknown || !contents) {
    return {graph.getAnyEntry()};
  }
  std::vector<CallGraph::Node> entries;
  for (auto pointer : pointers.constants) {
    // fiber_alloc makes no fiber of it.
    if (pointer == 0) {
      continue;
    }
    if (pointer >= contents->size() || !(*contents)[pointer].is()) {
      return {graph.getAnyEntry()};
    }
    entries.push_back(graph.getNode((*contents)[pointer]));
  }
  return entries;
}

} // namespace wasm::fibers
