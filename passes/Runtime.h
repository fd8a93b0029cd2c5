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
// The runtime that a lowered module gains: runtime/*.wat, parsed with
// Binaryen's own parser, fitted to the program, and merged into it.
//

#ifndef wasm_fibers_passes_Runtime_h
#define wasm_fibers_passes_Runtime_h

#include <set>
#include <unordered_set>
#include <utility>

#include "Choice.h"
#include "ItemNames.h"
#include "Plan.h"
#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

class Runtime {
public:
  // Parses the runtime, with that of the tier that fibers without frames have,
  // binds its imports to what the program has, and sets its switches.
  Runtime(const Program& program, const Choice& choice, const Plan& plan);

  // Has an exported item merged even if no intrinsic needs it. Returns the name
  // it will have in the program.
  Name require(Name exportName);

  // Has the runtime's import of a table, or of a function, be an item that the
  // program gains.
  void bind(ModuleItemKind kind, Name import, Name target);

  // The same for a function that gets a name of its own, which it returns.
  Name bindFunction(Name import);

  // Has `caller`, a function of the runtime that only makes a call through the
  // function table, call these instead: it may not be asked for others. If
  // there are none here, it stays as it is.
  void callDirectly(Name caller, const std::vector<KnownEntry>& entries);

  // Folds what has been decided, drops what the program doesn't need, and moves
  // the rest into it. The imports of the intrinsics become definitions, so what
  // the Program says of intrinsics no longer holds.
  void merge();

  // The name in the program of what an import of an intrinsic becomes, none if
  // the program doesn't import it. Not after the merge.
  Name getDefinition(Name intrinsic) const;

  // Gives one of the runtime's globals, which is merged, a value that nothing
  // changes.
  static void setConstant(Module& module, Name global, uint32_t value);

private:
  void bindImports();
  void configure(const Plan& plan);
  void useInstead(Name import, Name own);
  void nameItems();
  void keepNeeded();
  void checkBound() const;

  const Program& program;
  Module runtime;
  bool isMerged = false;
  // The features that the runtime's code may use.
  FeatureSet features;
  std::unordered_set<Name> required;
  // The imports that stand for something in the program.
  std::set<std::pair<ModuleItemKind, Name>> bound;
  // The names that the runtime's items will have in the program.
  ItemNames names;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Runtime_h
