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

#include "PromisingExports.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "PromisingChoice.h"
#include "analysis/Entries.h"
#include "analysis/MayYield.h"
#include "ir/names.h"
#include "support/utilities.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// What "[resume]" returns.
enum class Status : uint32_t { Finished, Awaiting, Yielded, Rejected };

class PromisingExports {
public:
  PromisingExports(Program& program,
                   SuspendingImports& imports,
                   const Rejections& rejections)
    : program(program), module(program.module), builder(module),
      imports(imports), rejections(rejections), returned(module, "returned") {}

  void add(const std::vector<ExportedFunction>& exports);
  void awaitInResume();

private:
  Function* addFunction(const std::string& root, Signature type);
  void addExport(const std::string& name, const Function* func);
  Function* addEntry(Function* func, const std::string& name);
  Function* addStart(Function* func, Index slot, const std::string& name);
  Function* addGetResult(Function* func, const std::string& name);
  void addResumes();
  void addResume(const std::string& name, Type given, bool fails = false);
  void addDrop();
  void putIntoTable(const std::vector<Function*>& entries);

  Expression* makeGet(Index local, Type type = Type::i32) {
    return builder.makeLocalGet(local, type);
  }
  Expression* makeConst(uint32_t value) { return builder.makeConst(value); }
  Expression* makeCall(Intrinsic::Kind kind,
                       const std::vector<Expression*>& operands) {
    auto* func = program.importIntrinsic(kind);
    return builder.makeCall(func->name, operands, func->getResults());
  }
  Expression* makeSetFinished(uint32_t value) {
    return builder.makeGlobalSet(finished, makeConst(value));
  }

  Program& program;
  Module& module;
  Builder builder;
  SuspendingImports& imports;
  const Rejections& rejections;
  HandedValues returned;
  Name finished;
};

void PromisingExports::add(const std::vector<ExportedFunction>& exports) {
  finished = Names::getValidGlobalName(module, "fiber.finished");
  addVariable(module, finished, Type::i32);
  if (!program.functionTable) {
    program.functionTable = module.addTable(
      Builder::makeTable(Names::getValidTableName(module, "fiber.entries"),
                         Type(HeapType::func, Nullable),
                         1,
                         1));
  }

  // A function has one entry, whatever it is exported as.
  struct Forms {
    Function* start;
    Function* getResult;
  };
  std::map<Name, Forms> forms;
  std::vector<Function*> entries;
  for (auto& [name, func] : exports) {
    auto [it, inserted] = forms.insert({func->name, {}});
    if (inserted) {
      auto slot = program.functionTable->initial.addr + entries.size();
      entries.push_back(addEntry(func, name));
      it->second = {addStart(func, slot, name), addGetResult(func, name)};
    }
    addExport("[promising]" + name, it->second.start);
    if (it->second.getResult) {
      addExport("[result]" + name, it->second.getResult);
    }
  }
  putIntoTable(entries);

  addResumes();
  addDrop();
}

void PromisingExports::addResumes() {
  if (rejections.empty()) {
    std::set<std::string> done;
    for (auto types : imports.getResults()) {
      auto name = getTypesName(types);
      if (types != Type::none && done.insert(name).second) {
        addResume("[resume " + name + ']', HandedValues::getHeld(types));
      }
    }
  } else {
    // What can't be converted is a rejection, too. So a value is given first.
    imports.addGives();
    addResume("[reject]", Type::none, true);
  }
  addResume("[resume]", Type::none);
}

Function* PromisingExports::addFunction(const std::string& root,
                                        Signature type) {
  return module.addFunction(
    Builder::makeFunction(Names::getValidFunctionName(module, root), type, {}));
}

void PromisingExports::addExport(const std::string& name,
                                 const Function* func) {
  module.addExport(
    Builder::makeExport(name, func->name, ExternalKind::Function));
}

// What the fiber of a call runs.
Function* PromisingExports::addEntry(Function* func, const std::string& name) {
  auto* entry =
    addFunction("fiber.entry." + name, Signature(Type::i32, Type::i32));
  Expression* call = builder.makeCall(
    func->name, imports.given.take(func->getParams()), func->getResults());
  if (call->type != Type::none) {
    call = returned.put(entry, call);
  }
  entry->body = builder.makeBlock({call, makeSetFinished(1), makeConst(0)});
  program.addOwnEntry(entry);
  return entry;
}

// Makes the fiber, and has the values wait for it: after it is made, since
// malloc may call imports.
Function* PromisingExports::addStart(Function* func,
                                     Index slot,
                                     const std::string& name) {
  auto* start = addFunction("fiber.promising." + name,
                            Signature(func->getParams(), Type::i32));
  auto fiber = Builder::addVar(start, Type::i32);
  std::vector<Expression*> list{
    builder.makeLocalSet(fiber, makeCall(Intrinsic::Alloc, {makeConst(slot)}))};
  auto puts = imports.given.putParams(func, 0);
  list.insert(list.end(), puts.begin(), puts.end());
  list.push_back(makeGet(fiber));
  start->body = builder.makeBlock(list);
  return start;
}

// Null if there is nothing to get.
Function* PromisingExports::addGetResult(Function* func,
                                         const std::string& name) {
  auto types = func->getResults();
  if (types == Type::none) {
    return nullptr;
  }
  auto* get = addFunction("fiber.result." + name, Signature(Type::none, types));
  get->body = returned.takeAll(types);
  return get;
}

void PromisingExports::addResume(const std::string& name,
                                 Type given,
                                 bool fails) {
  std::vector<Type> params{Type::i32};
  params.insert(params.end(), given.begin(), given.end());
  auto* resume =
    addFunction("fiber.resume", Signature(Type(params), Type::i32));
  auto list = imports.given.putParams(resume, 1);
  if (imports.hasDropping()) {
    // An exception of a cleanup may have left the drop of a call before.
    list.push_back(imports.makeSetDropping(0));
  }
  if (fails) {
    list.push_back(imports.makeSetFailing(makeConst(1)));
  }
  Index rejected = 0;
  if (rejections.empty()) {
    list.push_back(builder.makeDrop(
      makeCall(Intrinsic::Resume, {makeGet(0), makeConst(0), makeConst(0)})));
  } else {
    rejected = Builder::addVar(resume, Type::i32);
    list.push_back(builder.makeLocalSet(
      rejected,
      builder.makeCall(
        rejections.getCatcher()->name, {makeGet(0)}, Type::i32)));
  }
  auto clears = imports.given.clear();
  list.insert(list.end(), clears.begin(), clears.end());
  auto addReturn =
    [&](Expression* condition, std::vector<Expression*> before, Status status) {
      before.push_back(builder.makeReturn(makeConst(uint32_t(status))));
      list.push_back(builder.makeIf(condition, builder.makeBlock(before)));
    };
  addReturn(
    imports.makeIsAwaiting(), {imports.makeSetAwaiting(0)}, Status::Awaiting);
  addReturn(builder.makeGlobalGet(finished, Type::i32),
            {makeSetFinished(0), makeCall(Intrinsic::Free, {makeGet(0)})},
            Status::Finished);
  if (!rejections.empty()) {
    addReturn(makeGet(rejected),
              {makeCall(Intrinsic::Free, {makeGet(0)})},
              Status::Rejected);
  }
  // One that waits for no promise mustn't be resumed, also not to be dropped.
  list.push_back(makeCall(Intrinsic::Free, {makeGet(0)}));
  list.push_back(makeConst(uint32_t(Status::Yielded)));
  resume->body = builder.makeBlock(list);
  addExport(name, resume);
}

void PromisingExports::addDrop() {
  auto* drop = addFunction("fiber.drop", Signature(Type::i32, Type::none));
  auto* free = makeCall(Intrinsic::Free, {makeGet(0)});
  drop->body = free;
  if (imports.hasDropping()) {
    auto* resume =
      makeCall(Intrinsic::Resume, {makeGet(0), makeConst(0), makeConst(0)});
    drop->body =
      builder.makeSequence(imports.makeDropAwaited(drop, resume), free);
  }
  addExport("[drop]", drop);
}

// Adds the entries behind all that the table has.
void PromisingExports::putIntoTable(const std::vector<Function*>& entries) {
  auto* table = program.functionTable;
  if (table->imported()) {
    Fatal() << "--lower-fibers: suspending: the module imports its function "
               "table, to which the entries of calls that wait for promises "
               "would have to be added; link without --import-table";
  }
  std::vector<Expression*> references;
  references.reserve(entries.size());
  for (auto* entry : entries) {
    references.push_back(builder.makeRefFunc(entry->name));
  }
  auto segment = Builder::makeElementSegment(
    Names::getValidElementSegmentName(module, "fiber.entries"),
    table->name,
    makeConst(table->initial.addr),
    Type(HeapType::func, Nullable));
  segment->data = references;
  module.addElementSegment(std::move(segment));
  table->initial.addr += entries.size();
  table->max.addr = std::max(table->max.addr, table->initial.addr);
}

// Has the program's calls of fiber_resume be of a function that awaits.
void PromisingExports::awaitInResume() {
  auto* func = takeIntrinsic(program, Intrinsic::Resume);
  auto returned = Builder::addVar(func, Type::i32);
  Name again("again");
  auto makeResume = [&](Expression* value) {
    return makeCall(Intrinsic::Resume, {makeGet(0), value, makeGet(2)});
  };
  imports.addDropping();
  auto* drop = builder.makeBlock({builder.makeDrop(makeResume(makeConst(0))),
                                  makeCall(Intrinsic::End, {makeGet(0)}),
                                  imports.makeAwait()});
  auto* await =
    builder.makeBlock({makeCall(Intrinsic::Hold, {makeGet(0)}),
                       imports.makeAwaitOnce(),
                       makeCall(Intrinsic::Release, {makeGet(0)}),
                       builder.makeIf(imports.makeIsDropping(), drop),
                       builder.makeBreak(again)});
  func->body = builder.makeLoop(
    again,
    builder.makeBlock({builder.makeLocalSet(returned, makeResume(makeGet(1))),
                       builder.makeIf(imports.makeIsAwaiting(), await),
                       makeGet(returned)}));
}

} // anonymous namespace

Function* takeIntrinsic(Program& program, Intrinsic::Kind kind) {
  auto* func = program.findIntrinsic(kind);
  if (func) {
    std::erase_if(program.intrinsics, [&](const Intrinsic& intrinsic) {
      return intrinsic.func == func;
    });
    setDefined(func);
  }
  return func;
}

void addPromisingExports(Program& program,
                         const CallGraph& graph,
                         SuspendingImports& imports,
                         const Rejections& rejections,
                         bool polled,
                         const Options& options) {
  std::vector<CallGraph::Node> roots;
  roots.reserve(imports.getLowered().size() + 1);
  for (auto* func : imports.getLowered()) {
    roots.push_back(graph.getNode(func->name));
    program.setListed(func);
  }
  program.setListed(program.module.getFunction(imports.getAwait()));
  auto passOnYields = findPassingOnYields(program, graph);
  auto awaits = graph.getReaching(roots, passOnYields);
  PromisingExports promising(program, imports, rejections);
  auto entries = findEntries(program, graph);
  bool fibersAwait = std::any_of(
    entries.begin(), entries.end(), [&](auto node) { return awaits[node]; });
  if (auto* resume = program.findIntrinsic(Intrinsic::Resume);
      resume && fibersAwait) {
    roots.push_back(graph.getNode(resume->name));
    awaits = graph.getReaching(roots, passOnYields);
    promising.awaitInResume();
  }
  auto exports = choosePromising(program.module, graph, awaits, options);
  if (exports.empty() && polled) {
    return;
  }
  if (exports.empty()) {
    std::cerr
      << "warning: --lower-fibers: no export may call a suspending "
         "import, so that none gets a promising form; if the host calls "
         "one in another way, name it with promising:EXPORT\n";
    return;
  }
  promising.add(exports);
}

} // namespace wasm::fibers
