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
// What the pass finds in a linked module: the intrinsics it imports, and the
// items of clang's and the linker's that a lowering works with.
//

#ifndef wasm_fibers_passes_analysis_Program_h
#define wasm_fibers_passes_analysis_Program_h

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "Options.h"
#include "analysis/Allocator.h"
#include "analysis/FunctionLists.h"
#include "wasm.h"

namespace wasm::fibers {

// The import module of the intrinsics, as in include/fiber.h.
extern const Name FIBER;

// An intrinsic that the module imports.
struct Intrinsic {
  enum Kind {
    Alloc,
    SizedAlloc,
    Free,
    Resume,
    Yield,
    NextRootRange,
    NextFrame,
    // From here on the pass's own, for what awaits (await/SuspendingImports.h).
    IsRunning,
    Hold,
    Release,
    End
  };
  Kind kind;
  Function* func;
};

// Ends with a fatal error if the module imports what fiber.h doesn't declare.
// Later, the pass's own intrinsics may be among the imports.
void checkIntrinsics(Module& module);

// The module's import of an intrinsic, which is added if there is none.
Function* importIntrinsic(Module& module, Intrinsic::Kind kind);

struct Program {
  // Looks at the module and checks that it can be lowered; if not, ends with a
  // fatal error that names what is wrong and the remedy. Takes the section with
  // which FIBER_NEVER_YIELDS tells of functions out of it, and second imports
  // of an intrinsic.
  Program(Module& module, const Options& options);

  Module& module;

  // In the order of the module, each once.
  std::vector<Intrinsic> intrinsics;

  // The first memory, which clang's code uses.
  Memory* memory = nullptr;

  // The table that function pointers index. Null when there is none, so that no
  // entry can exist.
  Table* functionTable = nullptr;

  // Clang's shadow stack pointer. Null when the module uses no shadow stack.
  Global* stackPointer = nullptr;

  Allocator allocator;

  // The C++ ABI's __cxa_get_globals. Null when the module catches no
  // exceptions.
  Function* cxaGetGlobals = nullptr;

  // WASI's fd_write, null when it isn't imported.
  Function* fdWrite = nullptr;

  // Whether anything catches exceptions, or has destructors to run.
  bool catchesExceptions = false;

  // Fibers that are suspended in a handler have exceptions of their own. It is
  // an error if the C++ library's function that tells where they are can't be
  // found.
  void checkCxaGetGlobals() const;

  // Whether there are exceptions, C++'s for one. One that only has destructors
  // to run when the host's pass has no tag for them.
  bool hasExceptions = false;

  // Where the program's own stack ends, which is where it begins to grow down,
  // if the module says so.
  std::optional<uint32_t> getStackEnd() const;

  // The bytes of the program's own stack, if it has one at the start of memory,
  // as wasm-ld puts it.
  std::optional<uint32_t> getStackSize() const;

  const Intrinsic* getIntrinsic(Name func) const;

  // The import of an intrinsic; null when there is none.
  Function* findIntrinsic(Intrinsic::Kind kind) const;

  // The same, but it becomes one of the intrinsics if there is none.
  Function* importIntrinsic(Intrinsic::Kind kind);

  // Whether fibers can be made: without, the runtime needs no memory.
  bool hasFibers() const;

  // Whether fiber_yield is imported: without it, no fiber ever waits.
  bool hasYields() const;

  // Whether an imported function can't call back into the module: an intrinsic,
  // a function of WASI's preview 1, or one of which the user said so.
  bool neverCallsBack(const Function* import) const;

  // Whether a function is known never to yield: the program says so, or it is
  // one of the C++ library's (KnownCallbacks.def).
  bool neverYields(const Function* func) const {
    return unyielding.contains(func);
  }
  void setNeverYields(const Function* func) { unyielding.insert(func); }

  // Whether there is a list of functions that may yield (may-yield), and a
  // function isn't on it. Those that the pass adds do as their callees do.
  bool isUnlisted(const Function* func) const {
    return unlisted.contains(func);
  }
  bool hasUnlisted() const { return !unlisted.empty(); }
  void setListed(const Function* func) { unlisted.erase(func); }

  // Whether a function is the pass's own entry. No pointer of the program's is
  // to it, so no call of the program's counts as one of it.
  bool isOwnEntry(const Function* func) const {
    return ownEntries.contains(func);
  }
  void addOwnEntry(const Function* func) { ownEntries.insert(func); }

  // Whether the program says that a function is to be on the resumer's stack.
  bool isOnResumersStack(const Function* func) const {
    return onResumersStack.contains(func);
  }

private:
  void findPassive(const std::vector<std::string>& neverCallsBack);
  void findUnyielding(const std::vector<std::string>& neverYields);
  void findUnlisted(const Options& options);
  void findIntrinsics();
  void mergeImports();
  void findMemory();
  void findFunctionTable();

  FunctionSet unyielding;
  FunctionSet unlisted;
  FunctionSet onResumersStack;
  FunctionSet ownEntries;

  // The imports that the user said never call back.
  FunctionSet passive;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_Program_h
