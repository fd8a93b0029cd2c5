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

#include "analysis/Entries.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "analysis/HostReferences.h"
#include "analysis/PassedValues.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// The function pointers that fibers are allocated with, as far as they are
// constants, or what a function is passed.
struct FunctionPointers {
  std::set<Index> constants;
  std::set<Param> params;
  // Some pointer is neither, or an allocator's address is taken.
  bool unknown = false;
};

Signature getEntrySignature() { return {Type::i32, Type::i32}; }

bool isAlloc(const Intrinsic& intrinsic) {
  return intrinsic.kind == Intrinsic::Alloc ||
         intrinsic.kind == Intrinsic::SizedAlloc;
}

struct AllocScanner : public PostWalker<AllocScanner> {
  const Program& program;
  CallGraph::Node node;
  OriginFinder origins;
  FunctionPointers& pointers;

  AllocScanner(const Program& program,
               const CallGraph& graph,
               CallGraph::Node node,
               FunctionPointers& pointers)
    : program(program), node(node),
      origins(graph.getFunction(node), program.module), pointers(pointers) {}

  void visitCall(Call* curr) {
    const auto* intrinsic = program.getIntrinsic(curr->target);
    if (!intrinsic || !isAlloc(*intrinsic)) {
      return;
    }
    auto origin = origins.find(curr->operands[0]);
    if (origin.constant) {
      pointers.constants.insert(*origin.constant);
    } else if (origin.param) {
      pointers.params.insert({node, *origin.param});
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
      AllocScanner(program, graph, node, pointers)
        .walk(graph.getFunction(node)->body);
    }
  }
  if (!pointers.unknown && !pointers.params.empty()) {
    auto values = findPassedValues(program, graph, pointers.params);
    for (auto& param : pointers.params) {
      auto& value = values.at(param);
      pointers.unknown |= !value.known;
      pointers.constants.insert(value.constants.begin(), value.constants.end());
    }
  }
  return pointers;
}

// What a table has of the program's at an index. No name if that is nothing.
Name getFunction(const Module& module,
                 const std::vector<Name>* contents,
                 Index index) {
  auto name =
    contents && index < contents->size() ? (*contents)[index] : Name();
  return name.is() && isHostSlot(module.getFunction(name)) ? Name() : name;
}

// All that the function table may hold: one node for what the program may have
// pointers to, and the pass's own entries.
std::vector<CallGraph::Node> getAllEntries(const Program& program,
                                           const CallGraph& graph) {
  std::vector<CallGraph::Node> entries{graph.getAnyEntry()};
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    if (program.isOwnEntry(graph.getFunction(node))) {
      entries.push_back(node);
    }
  }
  return entries;
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
    return getAllEntries(program, graph);
  }
  std::vector<CallGraph::Node> entries;
  for (auto pointer : pointers.constants) {
    // fiber_alloc makes no fiber of it.
    if (pointer == 0) {
      continue;
    }
    auto func = getFunction(program.module, contents, pointer);
    if (!func.is()) {
      return getAllEntries(program, graph);
    }
    entries.push_back(graph.getNode(func));
  }
  return entries;
}

bool hasEntryType(const Function* func) {
  return !isHostSlot(func) &&
         HeapType::isSubType(func->type.getHeapType(), getEntrySignature());
}

void warnOfEntries(const Program& program,
                   const CallGraph& graph,
                   const std::vector<CallGraph::Node>& nodes,
                   std::ostream& os) {
  const std::string remedy =
    "an optimizer may have, since it knew of no call: lower the fibers before "
    "anything else\n";
  auto isEmptied = [&](CallGraph::Node node) {
    auto* func = graph.getFunction(node);
    return func && !func->imported() && func->body->is<Unreachable>();
  };
  auto warn = [&](CallGraph::Node node) {
    auto* func = graph.getFunction(node);
    if (!hasEntryType(func)) {
      os << "warning: --lower-fibers: the entry '" << func->name
         << "' has type " << func->getSig().toString() << ", not "
         << getEntrySignature().toString()
         << ", so that to allocate a fiber of it ends the program; declare it "
            "as void *(void *), without a cast\n";
    }
    if (isEmptied(node)) {
      os << "warning: --lower-fibers: the entry '" << func->name
         << "' does nothing but trap. If its source hasn't said so, " << remedy;
    }
  };
  auto* table = program.functionTable;
  const auto* contents = table ? graph.getTableContents(table) : nullptr;
  if (!table || contents) {
    for (auto pointer : findFunctionPointers(program, graph).constants) {
      if (pointer != 0 &&
          !getFunction(program.module, contents, pointer).is()) {
        os << "warning: --lower-fibers: fiber_alloc is called with the "
              "function pointer "
           << pointer
           << ", and there is no such function. If the source hasn't taken it "
              "away, "
           << remedy;
      }
    }
  }
  for (auto node : nodes) {
    if (graph.getFunction(node)) {
      warn(node);
      continue;
    }
    // Any function of the type may be one. Some do nothing, but hardly all.
    auto& candidates = graph.getCallees(node);
    if (std::all_of(candidates.begin(), candidates.end(), isEmptied)) {
      std::for_each(candidates.begin(), candidates.end(), warn);
    }
  }
}

} // namespace wasm::fibers
