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

#ifndef wasm_fibers_passes_asyncify_Asyncify_h
#define wasm_fibers_passes_asyncify_Asyncify_h

#include <unordered_map>
#include <unordered_set>

#include "MayYield.h"
#include "Program.h"
#include "asyncify/Frames.h"
#include "pass.h"

namespace wasm::fibers {

// Works in two steps: the call graph tells only of the module as it was, and
// the functions can be changed only when the runtime is there.
class AsyncifyLowering {
public:
  // Decides which functions to change and which calls in them may yield.
  AsyncifyLowering(const Program& program, const MayYield& mayYield);

  // Whether there is anything to change.
  bool isNeeded() const { return !funcs.empty(); }

  // Changes the functions, after the runtime has been merged. `yield` is its
  // definition of fiber_yield.
  void run(PassRunner* runner, Name yield, const FrameNames& names);

private:
  // What stands for an indirect call while Asyncify runs.
  struct Placeholder {
    Name table;
    HeapType type;
  };

  struct CallHider;
  struct CallShower;

  Name getPlaceholder(Name table, HeapType type, bool yields);
  void hideOthers(Name yield);
  void showOthers();
  void runAsyncify(PassRunner* runner);
  void removeLeftovers();

  Module& module;
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

#endif // wasm_fibers_passes_asyncify_Asyncify_h
