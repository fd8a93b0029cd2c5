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

#ifndef wasm_fibers_passes_frames_FramesLowering_h
#define wasm_fibers_passes_frames_FramesLowering_h

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "Choice.h"
#include "Lowering.h"
#include "Plan.h"
#include "analysis/CallGraph.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"
#include "analysis/StackPointerMoves.h"
#include "frames/Adapter.h"
#include "frames/EngineStack.h"
#include "frames/FormNumbers.h"
#include "frames/Forms.h"
#include "frames/Placeholders.h"
#include "frames/Recording.h"
#include "frames/ReferenceCalls.h"
#include "frames/StackCount.h"
#include "passes/pass-utils.h"

namespace wasm::fibers {

class FramesLowering : public Lowering {
public:
  FramesLowering(const Program& program,
                 const Choice& choice,
                 const Plan& plan);

  void analyze() override;
  void require(Runtime& runtime) override;
  void tellOf(WaitingFunctions& functions) override { waiting = &functions; }
  // Copies the functions that get forms.
  void copy() override;
  void beforeMerge(Runtime& runtime, const Guards& guards) override;
  // Makes forms of the copies.
  void afterMerge(PassRunner* runner) override;
  void report(Report& report) const override { report.forms = made; }

  // What forms call for the function, in a call through the table: its call
  // form, its guard, or itself if it has neither.
  Name getCallForm(Name func) const;

private:
  void requireForForms(Runtime& runtime);
  void requireForAdapters(Runtime& runtime);
  void requireOwnForms(Runtime& runtime);
  void nameTables();
  void setInline(Name func, uint8_t hint);
  uint32_t getPartsOfResume() const;
  // A copy that is flat, and what its forms are made by.
  struct FlatCopy {
    Function* func;
    Activation activation;
    bool hasBody = false;
    // Bytes that its body takes of the engine's stack on top.
    uint32_t joins = 0;
  };
  FormSource getSource(const FlatCopy& copy) const {
    return {copy.func, copy.activation, mayUnwind, names, module};
  }
  FlatCopy read(Function* func);
  void makeForms(const FlatCopy& copy);
  BodyIndex addBody(Function* func);
  WaitingFunctions::Function getTold(const FlatCopy& copy) const;
  void makeAdapters();
  void nameFrames();
  static void checkSize(Name func, const Activation& activation);
  Index add(std::unique_ptr<Function>&& form);
  std::vector<Name> getCallForms() const;
  Name getFunctionName(Name original, const char* suffix);
  Name getResult(Type type, Index index);

  const Program& program;
  Module& module;
  const MayYield& mayUnwind;
  const CallGraph& graph;
  const std::vector<CallGraph::Node>& entries;
  const FramesPlan& plan;
  bool mayNest;
  // Asyncify can't change functions that do.
  bool makesTailCalls;
  bool catches;
  const std::vector<KnownEntry>& knownEntries;

  Placeholders placeholders;
  FormNames names;
  AdapterNames adapterNames;
  Name classesSize;
  Name enterFrame;
  Name resumeCallForm;
  Name endResume;
  // If the program names functions that wait.
  Name functionOfFrame;
  // If functions are recorded.
  std::optional<Recording> recording;
  // If the program asks which wait; and what it is told of them, by the form
  // that has the function's number.
  WaitingFunctions* waiting = nullptr;
  std::unordered_map<Name, WaitingFunctions::Function> told;

  // The copies that become call forms; and what they were copied from, and its
  // size.
  std::vector<Function*> copies;
  struct Original {
    Name name;
    size_t size;
  };
  std::unordered_map<Function*, Original> originals;
  ByReference byReference;
  // All forms, and those with very many points.
  PassUtils::FuncSet forms;
  PassUtils::FuncSet large;
  // Those that are entered with a frame.
  FormNumbers numbers;
  std::vector<Report::Forms> made;
  // The largest size class of a frame.
  Index largestClass = Layout::OwnFrameClass;
  std::unique_ptr<StackPointerMoves> pointerMoves;
  std::unique_ptr<EngineStack> engineStack;
  StackCount stackCount;
  std::map<std::pair<Index, std::string>, Name> results;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FramesLowering_h
