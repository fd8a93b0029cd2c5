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

#include "analysis/PrintMayYield.h"

#include <iomanip>
#include <limits>
#include <map>
#include <sstream>

#include "support/json.h"
#include "support/string.h"

namespace wasm::fibers {

namespace {

using Node = CallGraph::Node;

std::string describe(Type type) {
  return type == Type::none ? "()" : type.toString();
}

// As (i32, i32)->i32.
std::string describe(HeapType type) {
  if (!type.isSignature()) {
    return type.toString();
  }
  auto [params, results] = type.getSignature();
  std::vector<std::string> list;
  for (auto param : params) {
    list.push_back(param.toString());
  }
  return '(' + String::join(list, ", ") + ")->" + describe(results);
}

std::string describe(const CallGraph& graph, Node node) {
  if (auto* indirection = graph.getIndirection(node)) {
    auto through = indirection->table
                     ? "table '" + indirection->table->name.toString() + '\''
                     : std::string("any reference of");
    return through + " type " + describe(indirection->type);
  }
  return '\'' + graph.getFunction(node)->name.toString() + '\'';
}

// The functions that may yield among those an indirect call may reach.
std::vector<Node> getCandidates(const MayYield& mayYield, Node node) {
  std::vector<Node> candidates;
  for (auto callee : mayYield.getGraph().getCallees(node)) {
    if (mayYield.mayYield(callee)) {
      candidates.push_back(callee);
    }
  }
  return candidates;
}

// How many functions an indirect call may reach.
size_t countCandidates(const CallGraph& graph, Node node) {
  auto& callees = graph.getCallees(node);
  return std::count_if(callees.begin(), callees.end(), [&](Node callee) {
    return callee != graph.getOutside();
  });
}

// As table '0' type (i32)->i32: 1 of 12 candidates.
std::string describeCandidates(const MayYield& mayYield, Node node) {
  auto& graph = mayYield.getGraph();
  return describe(graph, node) + ": " +
         std::to_string(getCandidates(mayYield, node).size()) + " of " +
         std::to_string(countCandidates(graph, node)) + " candidates";
}

struct Printer {
  std::ostream& os;
  const MayYield& mayYield;
  const CallGraph& graph = mayYield.getGraph();

  // The nodes that may yield: what the module defines, and the indirect calls.
  std::vector<Node> functions;
  std::vector<Node> indirections;

  Printer(std::ostream& os, const MayYield& mayYield)
    : os(os), mayYield(mayYield) {
    for (Node node = 0; node < graph.size(); node++) {
      if (!mayYield.mayYield(node)) {
        continue;
      }
      if (auto* func = graph.getFunction(node)) {
        if (!func->imported()) {
          functions.push_back(node);
        }
      } else {
        indirections.push_back(node);
      }
    }
  }

  std::string getName(Node node) {
    return graph.getFunction(node)->name.toString();
  }

  void printText() {
    for (auto node : functions) {
      auto& info = *mayYield.getInfo(node);
      os << describe(graph, node) << ": depth " << info.calls - 1
         << (info.recursive ? ", recursive: " : ": ")
         << describePath(mayYield, info.witness) << '\n';
    }
    for (auto node : indirections) {
      os << describeCandidates(mayYield, node) << ':';
      for (auto candidate : getCandidates(mayYield, node)) {
        os << ' ' << describe(graph, candidate);
      }
      os << '\n';
    }
  }

  void printJSON() {
    auto string = [](const std::string& text) {
      return json::Value::make(std::string_view(text));
    };
    auto number = [](size_t value) { return json::Value::make(double(value)); };

    std::map<Node, size_t> indices;
    auto indirectCalls = json::Value::makeArray();
    for (auto node : indirections) {
      indices[node] = indices.size();
      auto& [table, type] = *graph.getIndirection(node);
      auto call = json::Value::makeObject();
      call["table"] =
        table ? string(table->name.toString()) : json::Value::make();
      call["type"] = string(describe(type));
      call["candidates"] = number(countCandidates(graph, node));
      auto candidates = json::Value::makeArray();
      for (auto candidate : getCandidates(mayYield, node)) {
        candidates->push_back(string(getName(candidate)));
      }
      call["may_yield"] = candidates;
      indirectCalls->push_back(call);
    }

    auto funcs = json::Value::makeArray();
    for (auto node : functions) {
      auto& info = *mayYield.getInfo(node);
      auto func = json::Value::makeObject();
      func["name"] = string(getName(node));
      func["depth"] = number(info.calls - 1);
      func["scc"] = number(info.scc);
      func["recursive"] = json::Value::make();
      func["recursive"]->setBool(info.recursive);
      auto index = indices.find(info.witness);
      bool direct = index == indices.end();
      func["through"] = direct ? json::Value::make() : number(index->second);
      func["callee"] = string(getName(
        direct ? info.witness : mayYield.getInfo(info.witness)->witness));
      funcs->push_back(func);
    }

    auto root = json::Value::makeObject();
    root["functions"] = funcs;
    root["indirect_calls"] = indirectCalls;
    // Numbers are written as doubles, of which large ones lose digits.
    std::stringstream text;
    text << std::setprecision(std::numeric_limits<double>::digits10);
    root->stringify(text, true);
    os << text.str() << '\n';
  }

  void printDOTNode(Node node) {
    auto* func = graph.getFunction(node);
    os << "  n" << node << " [label="
       << std::quoted(func ? getName(node) : describe(graph, node));
    if (!func) {
      os << " shape=ellipse";
    }
    os << "];\n";
  }

  void printDOT() {
    std::map<Index, std::vector<Node>> groups;
    for (Node node = 0; node < graph.size(); node++) {
      if (auto* info = mayYield.getInfo(node)) {
        groups[info->scc].push_back(node);
      }
    }
    os << "digraph may_yield {\n  node [shape=box];\n";
    for (auto& [scc, group] : groups) {
      bool recursive = mayYield.getInfo(group.front())->recursive;
      if (recursive) {
        os << "  subgraph cluster_" << scc << " {\n";
      }
      for (auto node : group) {
        printDOTNode(node);
      }
      if (recursive) {
        os << "  }\n";
      }
    }
    for (auto& [_, group] : groups) {
      for (auto node : group) {
        if (auto* func = graph.getFunction(node); func && func->imported()) {
          continue;
        }
        for (auto callee : getCandidates(mayYield, node)) {
          os << "  n" << node << " -> n" << callee;
          if (callee == mayYield.getInfo(node)->witness) {
            os << " [style=bold]";
          }
          os << ";\n";
        }
      }
    }
    os << "}\n";
  }
};

void printNarrowing(std::ostream& os,
                    const char* step,
                    const Narrowing& narrowing) {
  if (narrowing.calls > 0) {
    os << step << ": " << narrowing.calls << " calls have "
       << narrowing.candidates << " candidates less\n";
  }
}

} // anonymous namespace

std::string describeFirstIndirection(const MayYield& mayYield,
                                     const std::vector<Node>& path) {
  auto& graph = mayYield.getGraph();
  for (size_t i = 1; i < path.size(); i++) {
    if (graph.getIndirection(path[i])) {
      return describe(graph, path[i - 1]) + " yields through " +
             describeCandidates(mayYield, path[i]);
    }
  }
  return {};
}

std::string describePath(const MayYield& mayYield, Node node) {
  std::vector<std::string> parts;
  for (auto part : mayYield.getPath(node)) {
    parts.push_back(describe(mayYield.getGraph(), part));
  }
  return String::join(parts, " -> ");
}

void printMayYield(std::ostream& os,
                   const MayYield& mayYield,
                   const Narrowing& known,
                   const Narrowing& passed,
                   Options::Format format) {
  Printer printer(os, mayYield);
  switch (format) {
    case Options::Format::Text:
      printer.printText();
      printNarrowing(os, "known callbacks", known);
      printNarrowing(os, "passed functions", passed);
      break;
    case Options::Format::JSON:
      printer.printJSON();
      break;
    case Options::Format::DOT:
      printer.printDOT();
      break;
  }
}

} // namespace wasm::fibers
