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

#include "analysis/PassedValues.h"

#include <algorithm>
#include <vector>

#include "ir/find_all.h"
#include "support/unique_deferring_queue.h"

namespace wasm::fibers {

namespace {

using Node = CallGraph::Node;

// One argument of a direct call, in the function `caller`.
struct Argument {
  Param to;
  Node caller;
  Origin origin;
};

class ValueFinder {
public:
  ValueFinder(const Program& program, const CallGraph& graph)
    : program(program), module(program.module), graph(graph) {}

  std::map<Param, PassedValues> find(std::set<Param> wanted) {
    if (wanted.empty()) {
      return {};
    }
    callers = graph.getCallers(std::vector<bool>(graph.size(), true));
    // Each round finds what the parameters are that those of the one before
    // were passed.
    while (!wanted.empty()) {
      for (auto& param : wanted) {
        values[param].known = hasOnlyDirectCalls(param.first);
      }
      std::set<Param> next;
      for (auto& argument : findArguments(wanted)) {
        auto& value = values[argument.to];
        if (auto constant = argument.origin.constant) {
          value.constants.insert(*constant);
        } else if (auto index = argument.origin.param) {
          Param from{argument.caller, *index};
          value.from.insert(from);
          if (!values.contains(from)) {
            next.insert(from);
          }
        } else {
          value.known = false;
        }
      }
      wanted = std::move(next);
    }
    passOn();
    return std::move(values);
  }

private:
  // Whether all calls of a function are known: it is defined here, nobody has
  // its reference, and the runtime doesn't call it.
  bool hasOnlyDirectCalls(Node node) const {
    auto* func = graph.getFunction(node);
    auto allocator = program.allocator.getFunctions();
    return !func->imported() && !graph.isReferenced(func) &&
           std::none_of(allocator.begin(), allocator.end(), [&](auto& item) {
             return item.second == func;
           });
  }

  // What the parameters are passed. Only callers are read, since a chain of
  // functions that pass something on takes a round for each.
  std::vector<Argument> findArguments(const std::set<Param>& wanted) const {
    std::set<Node> calling;
    for (auto& [callee, _] : wanted) {
      calling.insert(callers[callee].begin(), callers[callee].end());
    }
    std::vector<Argument> arguments;
    for (auto node : calling) {
      auto* func = graph.getFunction(node);
      if (!func || func->imported()) {
        continue;
      }
      OriginFinder origins(func, module);
      for (auto* call : FindAll<Call>(func->body).list) {
        auto callee = graph.getNode(call->target);
        for (auto it = wanted.lower_bound({callee, 0});
             it != wanted.end() && it->first == callee;
             it++) {
          arguments.push_back(
            {*it, node, origins.find(call->operands[it->second])});
        }
      }
    }
    return arguments;
  }

  // Gives each parameter what those have that it may have been passed as.
  void passOn() {
    std::map<Param, std::vector<Param>> passedAs;
    UniqueDeferredQueue<Param> work;
    for (auto& [param, value] : values) {
      for (auto& from : value.from) {
        passedAs[from].push_back(param);
      }
      work.push(param);
    }
    while (!work.empty()) {
      auto from = work.pop();
      auto& source = values.at(from);
      for (auto& param : passedAs[from]) {
        auto& value = values.at(param);
        auto before = value.constants.size();
        value.constants.insert(source.constants.begin(),
                               source.constants.end());
        if (value.constants.size() > before || (value.known && !source.known)) {
          value.known = value.known && source.known;
          work.push(param);
        }
      }
    }
  }

  const Program& program;
  Module& module;
  const CallGraph& graph;
  std::vector<std::vector<Node>> callers;
  std::map<Param, PassedValues> values;
};

} // anonymous namespace

Origin OriginFinder::find(Expression* curr) {
  // Copies in a loop could go on for ever.
  for (int steps = 0; steps < 8; steps++) {
    if (auto* constant = curr->dynCast<Const>()) {
      return {constant->value.geti32(), std::nullopt};
    }
    if (auto* tee = curr->dynCast<LocalSet>()) {
      curr = tee->value;
      continue;
    }
    auto* get = curr->dynCast<LocalGet>();
    if (!get) {
      break;
    }
    if (!locals) {
      locals.emplace(func, &module);
    }
    const auto& sets = locals->getSets(get);
    if (sets.size() != 1) {
      break;
    }
    if (auto* set = *sets.begin()) {
      curr = set->value;
    } else {
      return {std::nullopt,
              func->isParam(get->index) ? std::optional(get->index)
                                        : std::nullopt};
    }
  }
  return {};
}

std::map<Param, PassedValues> findPassedValues(const Program& program,
                                               const CallGraph& graph,
                                               std::set<Param> wanted) {
  return ValueFinder(program, graph).find(std::move(wanted));
}

} // namespace wasm::fibers
