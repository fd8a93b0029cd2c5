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

#include <unordered_set>

#include "Choice.h"
#include "ItemNames.h"
#include "Program.h"
#include "wasm.h"

namespace wasm::fibers {

class Runtime {
public:
  // Parses the runtime for fibers with frames and, if they aren't all, of the
  // tier `switched`, and binds its imports to what the program has.
  Runtime(const Program& program, const Choice& choice);

  // Decides one of the runtime's immutable globals, which program.wat lists.
  void configure(Name global, uint32_t value);

  // Has an exported item merged even if no intrinsic needs it. Returns the name
  // it will have in the program.
  Name require(Name exportName);

  // Has the runtime's import of a table, or of a function, be an item that the
  // program gains.
  void bind(ModuleItemKind kind, Name import, Name target);

  // A function at an index of the function table.
  struct Target {
    Index index;
    Name func;
  };

  // Has `caller`, a function of the runtime that only makes a call through the
  // function table, call these instead: it may not be asked for others. If
  // there are none here, it stays as it is.
  void callDirectly(Name caller, const std::vector<Target>& targets);

  // Folds what has been decided, drops what the program doesn't need, and moves
  // the rest into it. The imports of the intrinsics become definitions, so what
  // the Program says of intrinsics no longer holds.
  void merge();

  // After the merge, keeps the optimizer from putting fiber_resume into the one
  // loop that calls it; but not where it switches stacks.
  void keepResumeApart();

  // After the merge, has the optimizer put fiber_yield into what calls it, where
  // it switches stacks. Processors predict that a return goes to where the last
  // call was, and of a function that switches in between it goes elsewhere: then
  // both the yield's return and the resume's would be mispredicted.
  void inlineYield();

private:
  void bindImports();
  void useInstead(Name import, Name own);
  void nameItems();
  void keepNeeded();
  // Tells the optimizer whether to inline an exported item, if it was merged.
  void annotate(Name exportName, uint8_t inlining);

  const Program& program;
  Module runtime;
  // The features that the runtime's code may use.
  FeatureSet features;
  std::unordered_set<Name> required;
  // The names that the runtime's items will have in the program.
  ItemNames names;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Runtime_h
