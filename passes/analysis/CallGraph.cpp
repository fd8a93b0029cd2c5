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

#include "analysis/CallGraph.h"

#include <algorithm>

#include "analysis/FunctionScan.h"
#include "analysis/HostReferences.h"
#include "ir/table-utils.h"
#include "support/strongly_connected_components.h"
#include "support/utilities.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

HeapType getEntryType() { return Signature(Type::i32, Type::i32); }

// The type that a call by reference goes through. An unreachable target isn't
// called.
std::optional<HeapType> getReferenceType(CallRef* call) {
  if (!call->target->type.isRef()) {
    return std::nullopt;
  }
  return call->target->type.getHeapType();
}

} // anonymous namespace

// What one function's body, or the module's own code, calls and refers to.
struct CallGraph::Uses {
  std::vector<Node> calls;
  std::vector<std::pair<Name, HeapType>> tableCalls;
  std::vector<HeapType> referenceCalls;
  std::vector<Node> references;
  // The tables that it takes references out of.
  std::vector<Name> readTables;
  // Whether it looks into objects that the host may have from elsewhere.
  bool takesHostObjects = false;
};

struct CallGraph::Scanner : public PostWalker<Scanner> {
  const CallGraph& graph;
  Uses& uses;

  Scanner(const CallGraph& graph, Uses& uses) : graph(graph), uses(uses) {}

  void visitCall(Call* curr) {
    uses.calls.push_back(graph.getNode(curr->target));
  }
  void visitCallIndirect(CallIndirect* curr) {
    uses.tableCalls.push_back({curr->table, curr->heapType});
  }
  void visitCallRef(CallRef* curr) {
    if (auto type = getReferenceType(curr)) {
      uses.referenceCalls.push_back(*type);
    }
  }
  void visitRefFunc(RefFunc* curr) {
    uses.references.push_back(graph.getNode(curr->func));
  }
  void visitTableGet(TableGet* curr) { uses.readTables.push_back(curr->table); }
  void visitTableCopy(TableCopy* curr) {
    uses.readTables.push_back(curr->sourceTable);
  }
  void visitRefAs(RefAs* curr) {
    uses.takesHostObjects |= curr->op == AnyConvertExtern;
  }
  // The program's own stack switching may go on in any function.
  void visitSuspend(Suspend* curr) { noteSwitch(); }
  void visitResume(Resume* curr) { noteSwitch(); }
  void visitResumeThrow(ResumeThrow* curr) { noteSwitch(); }
  void visitStackSwitch(StackSwitch* curr) { noteSwitch(); }

private:
  void noteSwitch() { uses.referenceCalls.push_back(HeapType::func); }
};

CallGraph::CallGraph(const Program& program, const KnownCallees& known)
  : program(program), module(program.module) {
  for (auto& func : module.functions) {
    nodes[func->name] = makeNode();
  }
  outside = makeNode();
  findTableContents();
  scanFunctions(known);
  connectOutside();
}

CallGraph::Node CallGraph::makeNode() {
  callees.emplace_back();
  return callees.size() - 1;
}

Function* CallGraph::getFunction(Node node) const {
  return node < outside ? module.functions[node].get() : nullptr;
}

std::optional<CallGraph::Node> CallGraph::findNode(Name func) const {
  auto it = nodes.find(func);
  return it == nodes.end() ? std::nullopt : std::optional(it->second);
}

const CallGraph::Indirection* CallGraph::getIndirection(Node node) const {
  return find_or_null(indirections, node);
}

const std::vector<Name>* CallGraph::getTableContents(Table* table) const {
  return find_or_null(tableContents, table->name);
}

void CallGraph::findTableContents() {
  for (auto& [name, info] : TableUtils::computeTableInfo(module)) {
    // An initial value of all slots isn't in the flat table.
    if (info.mayBeModified() || !info.flatTable->valid ||
        module.getTable(name)->init) {
      continue;
    }
    tableContents[name] = info.flatTable->names;
    std::unordered_set<Name> seen;
    for (auto func : info.flatTable->names) {
      if (func.is() && seen.insert(func).second &&
          !program.isOwnEntry(module.getFunction(func))) {
        auto type = module.getFunction(func)->type.getHeapType();
        tableFunctions[name][type].push_back(nodes[func]);
      }
    }
  }
}

bool CallGraph::isReferenced(const Function* func) const {
  auto it = referenced.find(func->type.getHeapType());
  return it != referenced.end() &&
         std::find(it->second.begin(), it->second.end(), getNode(func->name)) !=
           it->second.end();
}

void CallGraph::scanFunctions(const KnownCallees& known) {
  auto uses = fibers::scanFunctions<Uses>(
    module, outside, [&](Function* func, Node, Uses& uses) {
      Scanner(*this, uses).walk(func->body);
    });
  Uses moduleUses;
  Scanner(*this, moduleUses).walkModuleCode(&module);

  HostReferences fromHost(program);
  auto note = [&](const Uses& uses) {
    for (auto table : uses.readTables) {
      fromHost.noteRead(module.getTable(table));
    }
    if (uses.takesHostObjects) {
      fromHost.noteConversion();
    }
  };
  note(moduleUses);
  std::for_each(uses.begin(), uses.end(), note);
  ownReferences = !fromHost.any();

  // References first: they say what the nodes for indirect calls stand for.
  std::vector<bool> taken(outside);
  auto take = [&](const Uses& uses) {
    for (auto node : uses.references) {
      taken[node] = true;
    }
  };
  take(moduleUses);
  std::for_each(uses.begin(), uses.end(), take);
  findReferenced(std::move(taken));
  if (program.functionTable) {
    makeIndirectNode(program.functionTable, getEntryType());
  }

  for (Node node = 0; node < outside; node++) {
    if (auto* func = getFunction(node); func->imported()) {
      connectImport(func);
      continue;
    }
    auto targets = std::move(uses[node].calls);
    const auto* calledBack = find_or_null(known, getFunction(node)->name);
    for (auto& [table, type] : uses[node].tableCalls) {
      auto indirect = makeIndirectNode(module.getTable(table), type);
      if (!calledBack) {
        targets.push_back(indirect);
      }
    }
    if (calledBack) {
      for (auto callee : *calledBack) {
        targets.push_back(getNode(callee));
      }
    }
    for (auto type : uses[node].referenceCalls) {
      targets.push_back(makeIndirectNode(nullptr, type));
    }
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    callees[node] = std::move(targets);
  }
}

void CallGraph::findReferenced(std::vector<bool> taken) {
  // The host can put what is exported where the module calls it by reference.
  for (auto& exported : module.exports) {
    if (exported->kind == ExternalKind::Function) {
      taken[getNode(*exported->getInternalName())] = true;
    }
  }
  for (Node node = 0; node < outside; node++) {
    if (taken[node] && !program.isOwnEntry(getFunction(node))) {
      referenced[getFunction(node)->type.getHeapType()].push_back(node);
    }
  }
}

// An intrinsic runs the allocator on the caller's stack, but no fiber: that has
// a stack of its own.
void CallGraph::connectImport(Function* import) {
  auto& targets = callees[nodes[import->name]];
  if (program.getIntrinsic(import->name)) {
    for (auto& [_, func] : program.allocator.getFunctions()) {
      targets.push_back(nodes[func->name]);
    }
  } else if (!program.neverCallsBack(import)) {
    targets = {outside};
  }
}

// A reference may be handed out in many ways, so each one counts.
void CallGraph::connectOutside() {
  for (auto& [_, funcs] : referenced) {
    callees[outside].insert(callees[outside].end(), funcs.begin(), funcs.end());
  }
}

CallGraph::Node CallGraph::makeIndirectNode(Table* table, HeapType type) {
  auto known = table && getTableContents(table);
  auto [it, inserted] =
    indirectNodes[known ? table->name : Name()].insert({type, 0});
  if (inserted) {
    auto node = it->second = makeNode();
    indirections[node] = {known ? table : nullptr, type};
    connectCandidates(node, known ? tableFunctions[table->name] : referenced);
    if (!known) {
      callees[node].push_back(outside);
    }
  }
  return it->second;
}

CallGraph::Node CallGraph::getIndirectNode(Table* table, HeapType type) const {
  auto known = table && getTableContents(table);
  return indirectNodes.at(known ? table->name : Name()).at(type);
}

std::optional<CallGraph::Node> CallGraph::getCallee(Expression* call) const {
  if (auto* direct = call->dynCast<Call>()) {
    return findNode(direct->target);
  }
  if (auto* indirect = call->dynCast<CallIndirect>()) {
    return getIndirectNode(module.getTable(indirect->table),
                           indirect->heapType);
  }
  if (auto type = getReferenceType(call->cast<CallRef>())) {
    return getIndirectNode(nullptr, *type);
  }
  return std::nullopt;
}

CallGraph::Node CallGraph::getAnyEntry() const {
  return getIndirectNode(program.functionTable, getEntryType());
}

void CallGraph::connectCandidates(Node node, const NodesByType& candidates) {
  for (auto& [candidateType, funcs] : candidates) {
    if (HeapType::isSubType(candidateType, indirections[node].type)) {
      callees[node].insert(callees[node].end(), funcs.begin(), funcs.end());
    }
  }
  // The order of types isn't the same in each run.
  std::sort(callees[node].begin(), callees[node].end());
}

std::vector<bool>
CallGraph::getReachable(const std::vector<Node>& roots) const {
  return getReachable(roots, std::vector<bool>(size(), true));
}

std::vector<bool>
CallGraph::getReachable(const std::vector<Node>& roots,
                        const std::vector<bool>& within) const {
  std::vector<bool> reachable(size());
  auto work = roots;
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    if (within[node] && !reachable[node]) {
      reachable[node] = true;
      work.insert(work.end(), callees[node].begin(), callees[node].end());
    }
  }
  return reachable;
}

std::vector<bool>
CallGraph::getReaching(const std::vector<Node>& roots,
                       const std::vector<bool>& within) const {
  auto callers = getCallers(within);
  std::vector<bool> reaching(size());
  auto work = roots;
  while (!work.empty()) {
    auto node = work.back();
    work.pop_back();
    if (!reaching[node]) {
      reaching[node] = true;
      work.insert(work.end(), callers[node].begin(), callers[node].end());
    }
  }
  return reaching;
}

std::vector<std::vector<CallGraph::Node>>
CallGraph::getCallers(const std::vector<bool>& within) const {
  std::vector<std::vector<Node>> callers(size());
  for (Node node = 0; node < size(); node++) {
    if (within[node]) {
      for (auto callee : callees[node]) {
        callers[callee].push_back(node);
      }
    }
  }
  return callers;
}

std::vector<std::vector<CallGraph::Node>>
CallGraph::getSCCs(const std::vector<bool>& within) const {
  struct CallSCCs : SCCs<std::vector<Node>::const_iterator, CallSCCs> {
    const CallGraph& graph;
    const std::vector<bool>& within;

    CallSCCs(const std::vector<Node>& nodes,
             const CallGraph& graph,
             const std::vector<bool>& within)
      : SCCs(nodes.begin(), nodes.end()), graph(graph), within(within) {}

    void pushChildren(Node node) {
      for (auto callee : graph.getCallees(node)) {
        if (within[callee]) {
          push(callee);
        }
      }
    }
  };

  std::vector<Node> nodes;
  for (Node node = 0; node < size(); node++) {
    if (within[node]) {
      nodes.push_back(node);
    }
  }
  std::vector<std::vector<Node>> groups;
  for (auto scc : CallSCCs(nodes, *this, within)) {
    auto& group = groups.emplace_back();
    for (auto node : scc) {
      group.push_back(node);
    }
  }
  return groups;
}

bool CallGraph::isRecursive(const std::vector<Node>& scc) const {
  auto& own = callees[scc.front()];
  return scc.size() > 1 ||
         std::find(own.begin(), own.end(), scc.front()) != own.end();
}

} // namespace wasm::fibers
