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
// What is decided of the frames tier by reading the program: which functions
// get forms, and what the runtime has to have for them.
//

#ifndef wasm_fibers_passes_frames_FramesPlan_h
#define wasm_fibers_passes_frames_FramesPlan_h

#include <array>
#include <unordered_set>
#include <vector>

#include "Layout.h"
#include "Options.h"
#include "analysis/CallGraph.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

struct FramesPlan {
  // `entries` are the nodes that fibers with frames may start in,
  // `otherEntries` those of other fibers. `mayUnwind` is what findUnwinding()
  // says.
  FramesPlan(const Program& program,
             const MayYield& mayUnwind,
             const std::vector<CallGraph::Node>& entries,
             const std::vector<CallGraph::Node>& otherEntries,
             const Options& options);

  // The nodes of the call graph whose functions get forms: those that such
  // fibers run, and that may unwind.
  std::vector<bool> nodes;

  // Whether these have so much code that it matters how much forms take.
  bool hasMuchCode = false;

  // Of these, the nodes whose functions are adapters around their call forms
  // (Adapter.h), and whether there are any.
  std::vector<bool> shared;
  bool shares = false;

  // What matters more of forms, and whether engines compile them before they
  // run.
  Options::Goal goal;
  bool aheadOfTime;

  // Whether the functions that are suspended are recorded (runtime/record.wat):
  // then each has a frame.
  bool records;
  // Whether the program tells of which functions frames are: then, too, each
  // that waits has one.
  bool namesFrames;

  // The imports of fiber_yield.
  std::unordered_set<Name> yields;

  // Whether forms resume fibers, or free some; and whether they free some that
  // may have handlers to run.
  bool resumes = false;
  bool frees = false;
  // Whether forms ask which functions wait.
  bool tells = false;
  // Whether fiber_yield is called in another way than by an ordinary direct
  // call, so that it has forms of its own.
  bool yieldsIndirectly = false;
  // Whether calls or resumes may nest to any depth, so that forms count what
  // they take of the engine's stack.
  bool countsDepth = false;
  // Whether a frame may have a parent.
  bool hasParents = false;
  // Of which kinds such functions may have to keep references while they wait.
  std::array<bool, NumReferenceKinds> keeps{};
  // The types of functions that these call by reference, or through a table
  // that isn't the function table, where the callee may unwind.
  std::vector<HeapType> calledByReference;
  // Whether functions with forms catch exceptions.
  bool hasHandlers = false;

  // The first forms that are entered with a frame are the runtime's own: these
  // are their indices, of which each comes after those before that are there.
  Index getResumeForm() const { return 0; }
  Index getFreeForm() const { return 1; }
  Index getTellForm() const { return Index(resumes) + Index(frees); }
  Index getYieldForm() const { return getTellForm() + Index(tells); }

private:
  void findShared(const CallGraph& graph,
                  const std::vector<CallGraph::Node>& otherEntries,
                  const Options& options);
  bool findParents(const CallGraph& graph) const;
};

// Whether a tail call of the function is one of fiber_yield.
bool yieldsInTailCall(Function* func, const std::unordered_set<Name>& yields);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FramesPlan_h
