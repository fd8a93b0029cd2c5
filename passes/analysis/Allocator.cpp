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

#include "analysis/Allocator.h"

#include <algorithm>
#include <set>

#include "Options.h"
#include "analysis/CallGraph.h"
#include "analysis/FunctionScan.h"
#include "analysis/MayYield.h"
#include "analysis/PrintMayYield.h"
#include "analysis/Program.h"
#include "analysis/Symbols.h"
#include "ir/local-utils.h"
#include "support/utilities.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// What gives memory, in C, best first.
struct Giver {
  const char* symbol;
  // One with the same type that the runtime can call in the same way.
  const char* kind;
  Index params;
};
constexpr Giver Givers[] = {
  {"malloc", "malloc", 1},
  // The malloc of Doug Lea, by its own name: what is left of it in a program of
  // wasi-libc that never calls malloc itself.
  {"dlmalloc", "malloc", 1},
  {"calloc", "calloc", 2},
  {"realloc", "realloc", 2},
  {"aligned_alloc", "aligned_alloc", 2},
};

// Whether that is the name of what gives memory, in its own library, too.
bool isGiver(Name name) {
  return std::any_of(std::begin(Givers), std::end(Givers), [&](auto& giver) {
    return name == giver.symbol;
  });
}

// Tells how a function manages the memory, if it does.
struct MemoryUse : public PostWalker<MemoryUse> {
  Name memory;
  bool grows = false;
  bool asksSize = false;

  void visitMemoryGrow(MemoryGrow* curr) { grows |= curr->memory == memory; }
  void visitMemorySize(MemorySize* curr) { asksSize |= curr->memory == memory; }
};

std::vector<MemoryUse> findMemoryUses(const Program& program) {
  auto& functions = program.module.functions;
  return scanFunctions<MemoryUse>(program.module,
                                  functions.size(),
                                  [&](Function* func, Index, MemoryUse& use) {
                                    use.memory = program.memory->name;
                                    use.walk(func->body);
                                  });
}

std::vector<CallGraph::Node> getNodes(const Program& program,
                                      const CallGraph& graph) {
  std::vector<CallGraph::Node> nodes;
  for (auto& [_, func] : program.allocator.getFunctions()) {
    nodes.push_back(graph.getNode(func->name));
  }
  return nodes;
}

// Whether the allocator may reach one of the intrinsics, by way of the host,
// too.
bool reaches(const Program& program,
             const CallGraph& graph,
             const std::set<Intrinsic::Kind>& kinds) {
  auto reachable = graph.getReachable(getNodes(program, graph));
  return std::any_of(program.intrinsics.begin(),
                     program.intrinsics.end(),
                     [&](const Intrinsic& intrinsic) {
                       return kinds.contains(intrinsic.kind) &&
                              reachable[graph.getNode(intrinsic.func->name)];
                     });
}

// What tells that someone manages the memory, if anything does. A host is taken
// to use what its own memory.grow has returned, unless there is more to tell.
std::optional<std::string> findManager(const Program& program) {
  auto& module = program.module;
  auto uses = findMemoryUses(program);
  for (Index i = 0; i < uses.size(); i++) {
    if (uses[i].grows || uses[i].asksSize) {
      return '\'' + module.functions[i]->name.toString() + "' has a " +
             (uses[i].grows ? "memory.grow" : "memory.size");
    }
  }
  if (program.memory->imported()) {
    return "the memory is imported";
  }
  // A host that asks where the linker's layout ends may use what follows.
  for (auto symbol : {"__heap_base", "__heap_end", "__data_end"}) {
    auto* exported = module.getExportOrNull(symbol);
    if (exported && exported->kind == ExternalKind::Global) {
      return std::string("the module exports '") + symbol + "' to the host";
    }
  }
  return std::nullopt;
}

void checkPages(const Program& program) {
  if (auto manager = findManager(program)) {
    Fatal() << "--lower-fibers: there is no malloc that fibers could take "
               "memory from, and others might use pages of their own: "
            << *manager
            << "; export the program's allocator as malloc and free, name it "
               "with the options malloc and free, lower the program before it "
               "is optimized, or say allocator:pages if nobody uses a page "
               "that his own memory.grow hasn't returned";
  }
}

// Where malloc itself isn't there, perhaps only the library calls its
// allocator, and never does. Fibers would be the first to call it, and it would
// take all the memory that there is. So nothing else may grow the memory then.
void checkGrowers(const Program& program, const CallGraph& graph) {
  auto& module = program.module;
  auto* allocate = program.allocator.allocate;
  if (allocate == findExported(module, "malloc", Type::i32, Type::i32) ||
      allocate == findNamed(module, "malloc", Type::i32, Type::i32)) {
    return;
  }
  std::vector<bool> inModule(graph.size(), true);
  inModule[graph.getOutside()] = false;
  auto ofAllocator = graph.getReachable(getNodes(program, graph), inModule);
  auto uses = findMemoryUses(program);
  for (Index i = 0; i < uses.size(); i++) {
    if (uses[i].grows && !ofAllocator[i]) {
      Fatal() << "--lower-fibers: fibers would take memory from '"
              << allocate->name << "', but '" << module.functions[i]->name
              << "' grows the memory without it, and both might use the same "
                 "pages; export the program's allocator as malloc and free, or "
                 "say allocator:malloc if '"
              << allocate->name << "' belongs to it";
    }
  }
}

// An optimizer that saw all calls of malloc may have put the one size that they
// ask for into it. Fibers would get blocks of that size.
void checkParams(const Allocator& allocator) {
  auto* func = allocator.allocate;
  if (func->imported()) {
    return;
  }
  LocalGetCounter gets(func);
  for (Index i = 0; i < func->getNumParams(); i++) {
    if (gets.num[i] == 0) {
      Fatal() << "--lower-fibers: '" << func->name
              << "', which fibers would take memory from, never reads its "
                 "parameter "
              << i
              << "; if its source does, an optimizer has put the value of the "
                 "program's own calls there: lower the fibers before anything "
                 "else";
    }
  }
}

void checkYields(const Program& program, const CallGraph& graph) {
  // Few allocators call anything.
  if (!reaches(program, graph, {Intrinsic::Yield})) {
    return;
  }
  MayYield mayYield(program, graph);
  for (auto& [_, func] : program.allocator.getFunctions()) {
    if (mayYield.mayYield(func)) {
      Fatal() << "--lower-fibers: '" << func->name << "' may yield ("
              << describePath(mayYield, graph.getNode(func->name))
              << "), but fibers take memory from it, also while they yield; if "
                 "it never does, say never-yields:"
              << func->name;
    }
  }
}

} // anonymous namespace

std::vector<std::pair<Name, Function*>> Allocator::getFunctions() const {
  std::vector<std::pair<Name, Function*>> funcs;
  if (allocate) {
    funcs.push_back({kind, allocate});
  }
  if (free) {
    funcs.push_back({"free", free});
  }
  return funcs;
}

// Of what is exported and what has the name, one gives memory and the other
// may take it back only if they are of the same allocator. A library may well
// export a `free` for things of its own.
Allocator findAllocator(Module& module, const Options& options) {
  if (options.mallocName) {
    Allocator allocator;
    allocator.kind = "malloc";
    allocator.allocate = getNamedByOption(
      module, "malloc", *options.mallocName, Type::i32, Type::i32);
    if (options.freeName) {
      allocator.free = getNamedByOption(
        module, "free", *options.freeName, Type::i32, Type::none);
    }
    return allocator;
  }
  auto* exportedFree = findExported(module, "free", Type::i32, Type::none);
  auto* namedFree = findNamed(module, "free", Type::i32, Type::none);
  if (!namedFree) {
    namedFree = findNamed(module, "dlfree", Type::i32, Type::none);
  }
  for (auto& [symbol, kind, params] : Givers) {
    Type type(std::vector<Type>(params, Type(Type::i32)));
    auto* exported = findExported(module, symbol, type, Type::i32);
    auto* named = findNamed(module, symbol, type, Type::i32);
    Allocator allocator;
    allocator.kind = kind;
    if (exported && exported != named && (exportedFree || !named)) {
      allocator.allocate = exported;
      allocator.free = exportedFree;
      if (!exportedFree && isGiver(exported->name)) {
        allocator.free = namedFree;
      }
    } else {
      allocator.allocate = named;
      allocator.free = namedFree;
      if (!namedFree && exported) {
        allocator.free = exportedFree;
      }
    }
    if (allocator.allocate) {
      return allocator;
    }
  }
  return {};
}

void checkAllocator(const Program& program,
                    const CallGraph& graph,
                    const Options& options) {
  if (!program.hasFibers()) {
    return;
  }
  auto* allocate = program.allocator.allocate;
  if (allocate) {
    if (options.allocator == Options::Allocator::Pages) {
      Fatal()
        << "--lower-fibers: allocator:pages isn't possible: the module has '"
        << allocate->name << "', which may use any page";
    }
    checkParams(program.allocator);
    checkYields(program, graph);
    if (!options.allocator && !options.mallocName) {
      checkGrowers(program, graph);
    }
  } else if (options.allocator == Options::Allocator::Malloc) {
    Fatal()
      << "--lower-fibers: allocator:malloc isn't possible: the module has "
         "no malloc by name, export or import";
  } else if (!options.allocator) {
    checkPages(program);
  }
}

bool allocatorHasFibers(const Program& program, const CallGraph& graph) {
  return reaches(program,
                 graph,
                 {Intrinsic::Alloc,
                  Intrinsic::SizedAlloc,
                  Intrinsic::Resume,
                  Intrinsic::Free});
}

} // namespace wasm::fibers
