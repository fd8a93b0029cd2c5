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

#include "HostCalls.h"

#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// Redirects calls and references of functions to others.
struct Redirector : public WalkerPass<PostWalker<Redirector>> {
  Redirector(const HostCalls::Guards& guards) : guards(guards) {}

  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<Redirector>(guards);
  }

  void visitCall(Call* curr) {
    curr->target = getGuarded(guards, curr->target);
  }
  void visitRefFunc(RefFunc* curr) {
    curr->func = getGuarded(guards, curr->func);
  }

private:
  const HostCalls::Guards& guards;
};

// What $current is in an unyielding function, but for its number.
constexpr uint32_t SignBit = 0x80000000;

struct GuardBuilder {
  const Program& program;
  Name current;
  // What that is during the call.
  uint32_t during;
  Function* callee;
  Function* guard;
  Builder builder{program.module};

  Expression* setCurrent(Expression* value) {
    return builder.makeGlobalSet(current, value);
  }

  void build() {
    auto saved = builder.addVar(guard, Type::i32);

    std::vector<Expression*> arguments;
    arguments.reserve(guard->getNumParams());
    for (Index i = 0; i < guard->getNumParams(); i++) {
      arguments.push_back(builder.makeLocalGet(i, guard->getLocalType(i)));
    }
    auto results = guard->getResults();
    Expression* call = builder.makeCall(callee->name, arguments, results);
    std::optional<Index> result;
    if (results.isConcrete()) {
      result = builder.addVar(guard, results);
      call = builder.makeLocalSet(*result, call);
    }
    auto restore = [&] {
      return setCurrent(builder.makeLocalGet(saved, Type::i32));
    };
    auto getResult = [&]() -> Expression* {
      return result ? builder.makeLocalGet(*result, results) : nullptr;
    };

    auto* body = builder.makeBlock();
    auto& list = body->list;
    list.push_back(
      builder.makeLocalSet(saved, builder.makeGlobalGet(current, Type::i32)));
    list.push_back(setCurrent(builder.makeConst(during)));
    if (program.hasExceptions) {
      // What leaves the call by an exception goes on with that after restoring.
      Type exnref(HeapType::exn, Nullable);
      auto exception = builder.addVar(guard, exnref);
      auto* tried = builder.makeTryTable(call, {Name()}, {"caught"}, {true});
      auto* caught = builder.makeBlock(
        "caught", {tried, restore(), builder.makeReturn(getResult())}, exnref);
      list.push_back(builder.makeLocalSet(exception, caught));
      list.push_back(restore());
      list.push_back(
        builder.makeThrowRef(builder.makeLocalGet(exception, exnref)));
    } else {
      list.push_back(call);
      list.push_back(restore());
      if (auto* value = getResult()) {
        list.push_back(value);
      }
    }
    body->finalize(results);
    guard->body = body;
  }
};

} // anonymous namespace

HostCalls::HostCalls(const Program& program,
                     const CallGraph& graph,
                     const std::vector<bool>& nodes) {
  if (!program.hasYields()) {
    return;
  }
  for (CallGraph::Node node = 0; node < graph.getOutside(); node++) {
    if (!nodes[node]) {
      continue;
    }
    auto* func = graph.getFunction(node);
    if (program.neverYields(func)) {
      unyielding.push_back(func);
    } else if (func->imported() && !program.neverCallsBack(func)) {
      imports.push_back(func);
    }
  }
}

Name getGuarded(const HostCalls::Guards& guards, Name func) {
  auto it = guards.find(func);
  return it == guards.end() ? func : it->second;
}

HostCalls::Guards HostCalls::guard(PassRunner* runner,
                                   const Program& program,
                                   Name current) const {
  auto& module = program.module;
  Builder builder(module);
  Guards guards;
  auto add = [&](Function* callee, const std::string& root) {
    auto guard = Names::getValidFunctionName(module, root);
    guards[callee->name] = guard;
    return module.addFunction(builder.makeFunction(
      guard, callee->type.getHeapType(), {}, builder.makeUnreachable()));
  };
  std::vector<GuardBuilder> builders;
  for (auto* callee : imports) {
    auto* guard = add(callee, "fiber.host_call." + callee->base.toString());
    builders.push_back({program, current, 0, callee, guard});
  }
  for (Index i = 0; i < unyielding.size(); i++) {
    auto* callee = unyielding[i];
    auto* guard = add(callee, "fiber.guarded." + callee->name.toString());
    builders.push_back({program, current, SignBit | i, callee, guard});
  }
  // First, so that the guards' own calls aren't redirected.
  Redirector redirector(guards);
  redirector.run(runner, &module);
  redirector.walkModuleCode(&module);
  for (auto& builder : builders) {
    builder.build();
  }
  return guards;
}

} // namespace wasm::fibers
