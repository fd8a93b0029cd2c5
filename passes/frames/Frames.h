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
// The frames tier: gives the functions that may unwind a call form and a resume
// form each (Forms.h), and the program the tables through which these are
// entered.
//

#ifndef wasm_fibers_passes_frames_Frames_h
#define wasm_fibers_passes_frames_Frames_h

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "CallGraph.h"
#include "Guards.h"
#include "MayYield.h"
#include "Program.h"
#include "Runtime.h"
#include "frames/EngineStack.h"
#include "frames/Forms.h"
#include "passes/pass-utils.h"

namespace wasm::fibers {

// Works in three steps: the call graph tells only of the module as it was, what
// else the lowering changes in functions isn't for forms, and forms refer to
// the runtime.
class FramesLowering {
public:
  // Decides which functions get forms: those that fibers which start in the
  // entries run, and that may unwind.
  FramesLowering(const Program& program,
                 const MayYield& mayUnwind,
                 const std::vector<CallGraph::Node>& entries,
                 Runtime& runtime);

  // The nodes of the call graph whose functions get forms.
  const std::vector<bool>& getNodes() const { return nodes; }

  // Whether calls or resumes may nest to any depth, so that forms count it.
  bool countsDepth() const { return hasDepth; }

  // What a function has got, once the forms are made.
  struct Forms {
    Name func;
    Name callForm;
    // None if the function only calls in tail calls what may unwind.
    Name resumeForm;
    // Bytes that are saved of an activation, with what a frame begins with.
    Index frameSize;
  };
  const std::vector<Forms>& getForms() const { return made; }

  // Tells which functions are called by a guard.
  void setGuards(const Guards& guards) { names.guards = guards; }

  // What forms call for the function, in a call through the table: its call
  // form, which copyFunctions() adds, its guard, or itself if it has neither.
  Name getCallForm(Name func) const;

  // Copies the functions as they are.
  void copyFunctions();

  // Makes the forms, after the runtime has been merged.
  void run(PassRunner* runner);

private:
  void require();
  bool hasParents() const;
  void bindItems();
  void flatten(PassRunner* runner);
  void setConstant(Name global, uint32_t value);
  void setStack();
  void makeForms(Function* func);
  static void checkSize(Name func, const Activation& activation);
  Index add(std::unique_ptr<Function>&& form);
  void clean(PassRunner* runner);
  std::vector<Name> getCallForms() const;
  void addTable(Name name, const std::vector<Name>& funcs);
  void addEnterFrame();
  Name getFunctionName(Name original, const char* suffix);
  Name getResult(Type type, Index index);

  const Program& program;
  Module& module;
  const MayYield& mayUnwind;
  const CallGraph& graph;
  Runtime& runtime;
  std::vector<bool> nodes;
  bool hasDepth = false;

  FormNames names;
  Name classesSize;
  Name mostTaken;
  Name resumeTaken;
  Name wholeStack;
  Name enterFrame;

  // The copies that become call forms, and what they were copied from.
  std::vector<Function*> copies;
  std::unordered_map<Function*, Name> originals;
  // The imports of fiber_yield.
  std::unordered_set<Name> yields;
  // All forms.
  PassUtils::FuncSet forms;
  // Those that are entered with a frame, by their index.
  std::vector<Name> resumeForms;
  std::vector<Forms> made;
  // The largest size class of a frame. The runtime's own frames are of class 4.
  Index largestClass = 4;
  EngineStack engineStack;
  // The most of the engine's stack that a form counts.
  uint32_t mostStack = 0;
  std::map<std::pair<Index, std::string>, Name> results;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Frames_h
