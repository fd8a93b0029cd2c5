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

#include "CallGraph.h"

#include <algorithm>
#include <unordered_set>

#include "ir/module-utils.h"
#include "ir/table-utils.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

// What one function's body, or the module's own code, calls and refers to.
struct CallGraph::Scan : public PostWalker<Scan> {
  std::vector<Name> calls;
  std::vector<std::pair<Name, HeapType>> tableCalls;
  std::vector<HeapType> referenceCalls;
  std::vector<Name> references;
  // Control may go somewhere that no call names.
  bool switchesStacks = false;

  void visitCall(Call* curr) { calls.push_back(curr->target); }
  void visitCallIndirect(CallIndirect* curr) {
    tableCalls.push_back({curr->table, curr->heapType});
  }
  void visitCallRef(CallRef* curr) {
    // An unreachable target isn't called.
    if (curr->target->type.isRef()) {
      referenceCalls.push_back(curr->target->type.getHeapType());
    }
  }
  void visitRefFunc(RefFunc* curr) { references.push_back(curr->func); }
  void visitSuspend(Suspend* curr) { switchesStacks = true; }
  void visitResume(Resume* curr) { switchesStacks = true; }
  void visitResumeThrow(ResumeThrow* curr) { switchesStacks = true; }
  void visitStackSwitch(StackSwitch* curr) { switchesStacks = true; }
};

CallGraph::CallGraph(const Program& program)
  : program(program), module(program.module) {
  for (auto& func : module.functions) {
    nodes[func->name] = makeNode();
  }
  outside = makeNode();
  for (auto& [name, info] : TableUtils::computeTableInfo(module)) {
    if (!info.mayBeModified() && info.flatTable->valid) {
      tableContents[name] = info.flatTable->names;
    }
  }
  scanFunctions();
  connectOutside();
}

CallGraph::Node CallGraph::makeNode() {
  callees.emplace_back();
  return callees.size() - 1;
}

Function* CallGraph::getFunction(Node node) const {
  return node < outside ? module.functions[node].get() : nullptr;
}

const std::vector<Name>* CallGraph::getTableContents(Table* table) const {
  auto it = tableContents.find(table->name);
  return it == tableContents.end() ? nullptr : &it->second;
}

bool CallGraph::isAddressTaken(Function* func) const {
  auto it = addressTaken.find(func->type.getHeapType());
  return it != addressTaken.end() &&
         std::find(it->second.begin(), it->second.end(), getNode(func->name)) !=
           it->second.end();
}

void CallGraph::scanFunctions() {
  ModuleUtils::ParallelFunctionAnalysis<Scan> analysis(
    module, [&](Function* func, Scan& scan) {
      if (!func->imported()) {
        scan.walk(func->body);
      }
    });
  Scan moduleCode;
  moduleCode.walkModuleCode(&module);

  // References first: they say what the nodes for indirect calls stand for.
  std::unordered_set<Name> taken(moduleCode.references.begin(),
                                 moduleCode.references.end());
  for (auto& [_, scan] : analysis.map) {
    taken.insert(scan.references.begin(), scan.references.end());
  }
  for (auto& func : module.functions) {
    if (taken.contains(func->name)) {
      addressTaken[func->type.getHeapType()].push_back(nodes[func->name]);
    }
  }

  for (auto& func : module.functions) {
    if (func->imported()) {
      connectImport(func.get());
      continue;
    }
    auto& scan = analysis.map[func.get()];
    std::vector<Node> targets;
    targets.reserve(scan.calls.size());
    for (auto name : scan.calls) {
      targets.push_back(nodes[name]);
    }
    for (auto& [table, type] : scan.tableCalls) {
      targets.push_back(getTableNode(module.getTable(table), type));
    }
    for (auto type : scan.referenceCalls) {
      targets.push_back(getReferenceNode(type));
    }
    if (scan.switchesStacks) {
      targets.push_back(outside);
    }
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    callees[nodes[func->name]] = std::move(targets);
  }
}

// An intrinsic runs the allocator on the caller's stack, but no fiber: that has
// a stack of its own.
void CallGraph::connectImport(Function* import) {
  auto& targets = callees[nodes[import->name]];
  if (program.getIntrinsic(import->name)) {
    if (program.malloc) {
      targets = {nodes[program.malloc->name], nodes[program.free->name]};
    }
  } else if (!program.neverCallsBack(import)) {
    targets = {outside};
  }
}

void CallGraph::connectOutside() {
  std::unordered_set<Node> targets;
  for (auto& exported : module.exports) {
    if (exported->kind == ExternalKind::Function) {
      targets.insert(nodes[*exported->getInternalName()]);
    }
  }
  // A reference may be handed out in many ways, so each one counts.
  for (auto& [_, funcs] : addressTaken) {
    targets.insert(funcs.begin(), funcs.end());
  }
  callees[outside].assign(targets.begin(), targets.end());
}

CallGraph::Node CallGraph::getReferenceNode(HeapType type) {
  auto [it, inserted] = referenceNodes.insert({type, 0});
  if (inserted) {
    auto node = it->second = makeNode();
    callees[node].push_back(outside);
    for (auto& [takenType, funcs] : addressTaken) {
      if (HeapType::isSubType(takenType, type)) {
        callees[node].insert(callees[node].end(), funcs.begin(), funcs.end());
      }
    }
  }
  return it->second;
}

CallGraph::Node CallGraph::getTableNode(Table* table, HeapType type) {
  const auto* contents = getTableContents(table);
  if (!contents) {
    return getReferenceNode(type);
  }
  auto [it, inserted] = tableNodes[table->name].insert({type, 0});
  if (inserted) {
    auto node = it->second = makeNode();
    std::unordered_set<Node> targets;
    for (auto name : *contents) {
      if (name.is() && HeapType::isSubType(
                         module.getFunction(name)->type.getHeapType(), type)) {
        targets.insert(nodes[name]);
      }
    }
    callees[node].assign(targets.begin(), targets.end());
  }
  return it->second;
}

std::vector<bool>
CallGraph::getReachable(const std::vector<Node>& roots) const {
  std::vector<bool> reachable(size());
  auto work = roots;
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    if (!reachable[node]) {
      reachable[node] = true;
      work.insert(work.end(), callees[node].begin(), callees[node].end());
    }
  }
  return reachable;
}

} // namespace wasm::fibers
