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
// Has Binaryen's Asyncify change the functions that may yield, and fits what it
// makes to our runtime (runtime/asyncify.wat).
//

#ifndef wasm_fibers_passes_asyncify_AsyncifyLowering_h
#define wasm_fibers_passes_asyncify_AsyncifyLowering_h

#include <unordered_map>
#include <unordered_set>

#include "Choice.h"
#include "Lowering.h"
#include "Plan.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"
#include "asyncify/SavedFrames.h"

namespace wasm::fibers {

class AsyncifyLowering : public Lowering {
public:
  // Fibers of the tier start in `choice.fallbackNodes`.
  AsyncifyLowering(const Program& program,
                   const CallGraph& graph,
                   const Choice& choice,
                   const Plan& plan,
                   const Options& options);

  // Decides which functions to change.
  void analyze() override;
  void require(Runtime& runtime) override;
  void tellOf(WaitingFunctions& functions) override { waiting = &functions; }
  // Hides from Asyncify which of their calls are indirect.
  void beforeMerge(Runtime& runtime, const Guards& guards) override;
  void afterMerge(PassRunner* runner) override;

private:
  // What stands for an indirect call while Asyncify runs.
  struct Placeholder {
    Name table;
    HeapType type;
  };

  struct CallHider;
  struct CallShower;

  Name getPlaceholder(Name table, HeapType type, bool yields);
  void hideOthers();
  void showOthers();
  void runAsyncify(PassRunner* runner);
  void removeLeftovers();

  const Program& program;
  Module& module;
  MayYield mayYield;
  const std::vector<KnownEntry>& knownEntries;
  // The runtime's definition of fiber_yield, and what else of it is referred
  // to.
  Name yield;
  BufferNames names;
  // If the program asks which functions wait.
  WaitingFunctions* waiting = nullptr;
  // The functions that may yield.
  std::unordered_set<Function*> funcs;
  // By its name, and by what it stands for. Calls through one table and of one
  // type either all may yield or none can.
  std::unordered_map<Name, Placeholder> placeholders;
  std::unordered_map<Name, std::unordered_map<HeapType, Name>> placeholderNames;
  // What the functions have that Asyncify isn't to see. It takes a variable
  // for one of a body.
  struct Hidden {
    Expression* body = nullptr;
    std::vector<Type> vars;
  };
  std::unordered_map<Function*, Hidden> hidden;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_asyncify_AsyncifyLowering_h
