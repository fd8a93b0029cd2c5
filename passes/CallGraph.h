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

#ifndef wasm_fibers_passes_CallGraph_h
#define wasm_fibers_passes_CallGraph_h

#include <unordered_map>
#include <vector>

#include "Program.h"
#include "wasm.h"

namespace wasm::fibers {

// Nodes are numbered: first the module's functions, in its order; then
// `outside`, which is whatever isn't in the module and can call what it can get
// hold of in it; then a node for each (table, type) that is called through and
// each type that is called by reference, which stand for all functions such a
// call may reach, so that the graph stays linear in the module's size.
class CallGraph {
public:
  using Node = Index;

  CallGraph(const Program& program);

  Node getNode(Name func) const { return nodes.at(func); }

  // The function of a node, null when the node isn't a function.
  Function* getFunction(Node node) const;

  Node getOutside() const { return outside; }

  Node size() const { return callees.size(); }

  const std::vector<Node>& getCallees(Node node) const { return callees[node]; }

  // Whether anything in the module refers to the function without calling it.
  bool isAddressTaken(Function* func) const;

  // The node of all functions that calling `type` through `table` may reach.
  // It is made if no such call is in the module.
  Node getTableNode(Table* table, HeapType type);

  // The table's functions by index, empty names where there is none, or null if
  // the table may hold something else than its segments say.
  const std::vector<Name>* getTableContents(Table* table) const;

  // For each node, whether one of `roots` may, in any number of calls, call it;
  // a root counts as called.
  std::vector<bool> getReachable(const std::vector<Node>& roots) const;

private:
  struct Scan;

  Node makeNode();
  Node getReferenceNode(HeapType type);
  void scanFunctions();
  void connectImport(Function* import);
  void connectOutside();

  const Program& program;
  Module& module;
  Node outside = 0;
  std::unordered_map<Name, Node> nodes;
  std::vector<std::vector<Node>> callees;
  std::unordered_map<HeapType, Node> referenceNodes;
  std::unordered_map<Name, std::unordered_map<HeapType, Node>> tableNodes;

  // Functions whose reference is taken anywhere, by type.
  std::unordered_map<HeapType, std::vector<Node>> addressTaken;
  // The contents of tables that nothing changes.
  std::unordered_map<Name, std::vector<Name>> tableContents;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_CallGraph_h
