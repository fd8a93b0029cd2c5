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

#include "frames/EarlyValues.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

#include "ir/effects.h"
#include "ir/find_all.h"
#include "ir/properties.h"
#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// A value with more uses, or computed from more statements, stays where it is:
// each of them is looked at for each that may move.
constexpr size_t MostUses = 64;
constexpr size_t MostStatements = 32;

// How many values less have to be kept, each call counted, for a unit to move.
constexpr Index LeastSpared = 8;

// A statement, by its place in a run; the run begins behind the first.
using Place = int;
constexpr Place BeforeAll = -1;
constexpr Place Never = std::numeric_limits<Place>::max();
constexpr Index NoValue = std::numeric_limits<Index>::max();

// What a statement reads, and whether it is part of a run: it has no control
// flow, and sets a local with all of its value, if it sets any.
struct Reads : public PostWalker<Reads, UnifiedExpressionVisitor<Reads>> {
  Expression* statement;
  std::vector<Expression**> gets;
  bool isSimple = true;
  bool hasCall = false;

  explicit Reads(Expression*& statement) : statement(statement) {
    walk(statement);
  }

  void visitExpression(Expression* curr) {
    if (curr->is<LocalGet>()) {
      gets.push_back(getCurrentPointer());
    } else if (curr->is<Call>() || curr->is<CallIndirect>() ||
               curr->is<CallRef>()) {
      hasCall = true;
    } else if (auto* set = curr->dynCast<LocalSet>()) {
      isSimple &= curr == statement && !set->isTee();
    }
    isSimple &= curr->type != Type::unreachable &&
                !Properties::isControlFlowStructure(curr) &&
                !Properties::isBranch(curr);
  }
};

// Statements that are executed one after the other.
class Run {
public:
  Run(Function* func, Module& module, const PassOptions& options)
    : func(func), module(module), options(options) {}

  void add(Expression*& statement, Reads& reads);

  // Adds the statements to the list, in their new order. `mentions` has how
  // often the function's code has each local.
  void finish(const std::vector<Index>& mentions,
              std::vector<Expression*>& list);

private:
  struct Use {
    Place at;
    Expression** get;
  };

  struct Value {
    Index local = 0;
    // Where the local has it from, and where it is set anew.
    Place from = BeforeAll;
    Place until = Never;
    // The statement that computes it, if that does nothing else.
    Place computed = BeforeAll;
    std::vector<Use> uses;
    // Whether nothing else may read it.
    bool isContained = false;
  };

  struct Statement {
    Expression** curr = nullptr;
    // Where it is executed.
    Place at = BeforeAll;
    // How many calls there are before it.
    Index calls = 0;
    // The values that it reads, and the one that it sets.
    std::vector<Index> operands;
    Index result = NoValue;
  };

  // Statements that move together: what they compute is read by the last one
  // of them only, and what they are computed from.
  struct Unit {
    std::vector<Place> statements;
    std::vector<Index> operands;
  };

  Value& addValue(Index local, Place from);
  void contain(const std::vector<Index>& mentions);
  void collect(Place place, Unit& unit) const;
  bool isPart(const Value& value, const Unit& unit) const;
  Place getLastUse(const Value& value, const Unit& unit) const;
  Place findPlace(const Unit& unit) const;
  void move(Value& value, const Unit& unit, Place to);
  LocalSet* take(Place place);

  Function* func;
  Module& module;
  const PassOptions& options;
  std::vector<Statement> statements;
  std::vector<Value> values;
  // By local, the value that it has, and how often it was mentioned.
  std::unordered_map<Index, Index> current;
  std::unordered_map<Index, Index> mentioned;
  // What comes behind each statement.
  std::unordered_map<Place, std::vector<Expression*>> behind;
  Index calls = 0;
};

Run::Value& Run::addValue(Index local, Place from) {
  current[local] = values.size();
  auto& value = values.emplace_back();
  value.local = local;
  value.from = from;
  return value;
}

void Run::add(Expression*& curr, Reads& reads) {
  auto place = Place(statements.size());
  auto& statement = statements.emplace_back();
  statement.curr = &curr;
  statement.at = place;
  statement.calls = calls;
  calls += reads.hasCall;
  for (auto** get : reads.gets) {
    auto local = (*get)->cast<LocalGet>()->index;
    if (!current.contains(local)) {
      addValue(local, BeforeAll);
    }
    auto index = current[local];
    values[index].uses.push_back({place, get});
    statement.operands.push_back(index);
    mentioned[local]++;
  }
  if (auto* set = curr->dynCast<LocalSet>()) {
    auto before = current.find(set->index);
    if (before != current.end()) {
      values[before->second].isContained = true;
      values[before->second].until = place;
    }
    statement.result = values.size();
    auto& value = addValue(set->index, place);
    mentioned[set->index]++;
    EffectAnalyzer effects(options, module, set->value);
    if (set->value->type.isNumber() && !effects.hasSideEffects() &&
        !effects.readsMutableGlobalState()) {
      value.computed = place;
    }
  }
}

// A value that the run ends with may be read later, unless all that mentions
// its local is in the run, and it is set before it is read.
void Run::contain(const std::vector<Index>& mentions) {
  for (const auto& value : values) {
    if (value.from == BeforeAll) {
      mentioned[value.local] = 0;
    }
  }
  for (auto [local, index] : current) {
    values[index].isContained |= mentioned[local] == mentions[local];
  }
}

// Whether it is computed for nothing but the unit, where it still is.
bool Run::isPart(const Value& value, const Unit& unit) const {
  return value.computed != BeforeAll && value.isContained &&
         value.uses.size() == 1 && value.from == value.computed &&
         unit.statements.size() < MostStatements;
}

void Run::collect(Place place, Unit& unit) const {
  unit.statements.push_back(place);
  for (size_t i = unit.statements.size() - 1; i < unit.statements.size(); i++) {
    for (auto index : statements[unit.statements[i]].operands) {
      if (isPart(values[index], unit)) {
        unit.statements.push_back(values[index].computed);
      } else {
        unit.operands.push_back(index);
      }
    }
  }
  std::sort(unit.operands.begin(), unit.operands.end());
  auto end = std::unique(unit.operands.begin(), unit.operands.end());
  unit.operands.erase(end, unit.operands.end());
}

// Where a value is last read outside the unit.
Place Run::getLastUse(const Value& value, const Unit& unit) const {
  if (!value.isContained || value.uses.size() > MostUses) {
    return Never;
  }
  auto last = value.from;
  for (const auto& use : value.uses) {
    auto& moving = unit.statements;
    if (std::find(moving.begin(), moving.end(), use.at) == moving.end()) {
      last = std::max(last, statements[use.at].at);
    }
  }
  return last;
}

// Behind which statement the unit is best: where it spares most values at most
// calls. Never if it is where it is.
Place Run::findPlace(const Unit& unit) const {
  auto first = BeforeAll;
  auto end = unit.statements[0];
  std::vector<Place> ends;
  for (auto index : unit.operands) {
    const auto& value = values[index];
    first = std::max(first, value.from);
    end = std::min(end, value.until);
    ends.push_back(getLastUse(value, unit));
  }
  std::sort(ends.begin(), ends.end());
  auto own = unit.statements[0];
  auto best = Never;
  Index most = LeastSpared - 1;
  for (size_t i = 1; i < ends.size(); i++) {
    auto place = std::max(first, ends[i]);
    if (place >= end) {
      break;
    }
    auto before = place == BeforeAll ? 0 : statements[place + 1].calls;
    auto spared = Index(i) * (statements[own].calls - before);
    if (spared > most) {
      most = spared;
      best = place;
    }
  }
  return best;
}

// What a statement sets, which leaves nothing there.
LocalSet* Run::take(Place place) {
  auto& statement = statements[place];
  auto* set = (*statement.curr)->cast<LocalSet>();
  *statement.curr = Builder(module).makeNop();
  return set;
}

void Run::move(Value& value, const Unit& unit, Place to) {
  // What a statement reads is in the unit behind it.
  for (auto i = unit.statements.size() - 1; i > 0; i--) {
    auto& statement = statements[unit.statements[i]];
    statement.at = to;
    *values[statement.result].uses[0].get = take(unit.statements[i])->value;
  }
  auto* set = take(value.computed);
  statements[value.computed].at = to;
  set->index = Builder::addVar(func, func->getLocalType(value.local));
  behind[to].push_back(set);
  for (const auto& use : value.uses) {
    (*use.get)->cast<LocalGet>()->index = set->index;
  }
  value.from = to;
  value.until = Never;
}

void Run::finish(const std::vector<Index>& mentions,
                 std::vector<Expression*>& list) {
  if (calls > 0) {
    contain(mentions);
    for (Place place = 0; place < Place(statements.size()); place++) {
      auto result = statements[place].result;
      if (result == NoValue) {
        continue;
      }
      auto& value = values[result];
      if (value.computed != place || !value.isContained) {
        continue;
      }
      Unit unit;
      collect(place, unit);
      if (auto to = findPlace(unit); to != Never) {
        move(value, unit, to);
      }
    }
  }
  auto add = [&](Place place) {
    const auto& moved = behind[place];
    list.insert(list.end(), moved.begin(), moved.end());
  };
  add(BeforeAll);
  for (Place place = 0; place < Place(statements.size()); place++) {
    list.push_back(*statements[place].curr);
    add(place);
  }
}

struct ComputeEarly : public WalkerPass<PostWalker<ComputeEarly>> {
  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<ComputeEarly>();
  }

  // A handler may read what was set before a call that has thrown.
  void doWalkFunction(Function* func) {
    if (FindAll<TryTable>(func->body).has()) {
      return;
    }
    mentions.resize(func->getNumLocals());
    for (auto* get : FindAll<LocalGet>(func->body).list) {
      mentions[get->index]++;
    }
    for (auto* set : FindAll<LocalSet>(func->body).list) {
      mentions[set->index]++;
    }
    walk(func->body);
  }

  void visitBlock(Block* curr) {
    std::vector<Expression*> list;
    std::optional<Run> run;
    auto finish = [&] {
      if (run) {
        run->finish(mentions, list);
        run.reset();
      }
    };
    for (auto*& statement : curr->list) {
      if (!Properties::isControlFlowStructure(statement)) {
        Reads reads(statement);
        if (reads.isSimple) {
          if (!run) {
            run.emplace(getFunction(), *getModule(), getPassOptions());
          }
          run->add(statement, reads);
          continue;
        }
      }
      finish();
      list.push_back(statement);
    }
    finish();
    curr->list.set(list);
  }

private:
  std::vector<Index> mentions;
};

} // anonymous namespace

std::unique_ptr<Pass> createComputeEarlyPass() {
  return std::make_unique<ComputeEarly>();
}

} // namespace wasm::fibers
