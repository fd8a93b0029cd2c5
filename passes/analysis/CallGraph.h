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

//
// The call graph of a linked module, indirect calls included. It errs on the
// side of too many edges: what a function might call, it calls.
//

#ifndef wasm_fibers_passes_analysis_CallGraph_h
#define wasm_fibers_passes_analysis_CallGraph_h

#include <optional>
#include <unordered_map>
#include <vector>

#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

// What functions that the pass has added may call through pointers.
using KnownCallees = std::unordered_map<Name, std::vector<Name>>;

// How many calls through pointers may reach fewer functions than their types
// say, and how many fewer.
struct Narrowing {
  size_t calls = 0;
  size_t candidates = 0;
};

// Nodes are numbered: first the module's functions, in its order; then
// `outside`, which is whatever isn't in the module and can call what it can get
// hold of in it; then a node for each (table, type) that is called through and
// each type that is called by reference, which stand for all functions such a
// call may reach, so that the graph stays linear in the module's size.
//
// Binaryen's CallGraphPropertyAnalysis has direct calls only: an indirect one
// either counts for nothing or for any function.
class CallGraph {
public:
  using Node = Index;

  // What an indirect call goes through. Without a table, it may reach any
  // function whose reference the program or its host may have.
  struct Indirection {
    Table* table = nullptr;
    HeapType type;
  };

  CallGraph(const Program& program, const KnownCallees& known);

  Node getNode(Name func) const { return nodes.at(func); }

  // The same, none for a function that the module has gained since.
  std::optional<Node> findNode(Name func) const;

  // The function of a node, null when the node isn't a function.
  Function* getFunction(Node node) const;

  // What a node of indirect calls stands for, null for other nodes.
  const Indirection* getIndirection(Node node) const;

  Node getOutside() const { return outside; }

  Node size() const { return callees.size(); }

  const std::vector<Node>& getCallees(Node node) const { return callees[node]; }

  // Whether the function's reference may be anywhere: the program takes it, or
  // exports it.
  bool isReferenced(const Function* func) const;

  // Whether all functions that the program gets references to are its own, or
  // imports that it refers to itself: the host has no way to give it others.
  bool hasOwnReferences() const { return ownReferences; }

  // The node that a Call, CallIndirect or CallRef calls, none for a CallRef
  // that is never executed, and for the call of a function that the module has
  // gained since.
  std::optional<Node> getCallee(Expression* call) const;

  // The node of the functions that may be the entry of a fiber, as far as the
  // function table and the type of an entry tell. There must be such a table.
  Node getAnyEntry() const;

  // The table's functions by index, empty names where there is none, or null if
  // the table may hold something else than its segments say.
  const std::vector<Name>* getTableContents(Table* table) const;

  // For each node, whether one of `roots` may, in any number of calls, call it;
  // a root counts as called.
  std::vector<bool> getReachable(const std::vector<Node>& roots) const;

  // The same among the nodes for which `within` is true, by calls among these.
  std::vector<bool> getReachable(const std::vector<Node>& roots,
                                 const std::vector<bool>& within) const;

  // For each node, whether it may, by calls of nodes for which `within` is
  // true, call one of `roots`; a root counts as one that does.
  std::vector<bool> getReaching(const std::vector<Node>& roots,
                                const std::vector<bool>& within) const;

  // For each node, its callers among the nodes for which `within` is true.
  std::vector<std::vector<Node>>
  getCallers(const std::vector<bool>& within) const;

  // Groups those of the nodes for which `within` is true into strongly
  // connected components, by the calls among them: callees before callers.
  std::vector<std::vector<Node>> getSCCs(const std::vector<bool>& within) const;

  // Whether the nodes of a component can call themselves.
  bool isRecursive(const std::vector<Node>& scc) const;

private:
  struct Uses;
  struct Scanner;
  using NodesByType = std::unordered_map<HeapType, std::vector<Node>>;

  Node makeNode();
  Node makeIndirectNode(Table* table, HeapType type);
  Node getIndirectNode(Table* table, HeapType type) const;
  void connectCandidates(Node node, const NodesByType& candidates);
  void findTableContents();
  void scanFunctions(const KnownCallees& known);
  void findReferenced(std::vector<bool> taken);
  void connectImport(Function* import);
  void connectOutside();

  const Program& program;
  Module& module;
  Node outside = 0;
  std::unordered_map<Name, Node> nodes;
  std::vector<std::vector<Node>> callees;

  // The nodes of indirect calls, by table and type, and the other way round.
  // Tables of which the contents aren't known share the name of none.
  std::unordered_map<Name, std::unordered_map<HeapType, Node>> indirectNodes;
  std::unordered_map<Node, Indirection> indirections;

  // Functions whose reference may be anywhere: it is taken in the program, or
  // they are exported.
  NodesByType referenced;
  bool ownReferences = false;
  // The contents of tables that nothing changes, by index and by type.
  std::unordered_map<Name, std::vector<Name>> tableContents;
  std::unordered_map<Name, NodesByType> tableFunctions;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_CallGraph_h
