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
// Says which tier each entry has, and why. As text:
//
//   entry 'numbers' (numbers.c:9): frames
//   entry 'f': native: 'g' may yield and returns a reference ('f' -> 'g')
//
//   'numbers': call form 21 and resume form 23 expressions, of 20; frame 20
//   bytes
//
//   growth: 44 expressions, 1% of the program's 7801; 2% were expected
//
//   shadow stack of a fiber: 0 bytes with frames, 64 otherwise
//
// As JSON, the same in an object: "entries", "functions", "program".
//
// Where no report is asked for, one line says what doesn't have frames.
//

#ifndef wasm_fibers_passes_Report_h
#define wasm_fibers_passes_Report_h

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "Choice.h"
#include "Options.h"
#include "Plan.h"

namespace wasm::fibers {

struct Report {
  // Looks at the program as it is before it is lowered.
  Report(const Module& module,
         const Choice& choice,
         const Plan& plan,
         Options::Format format);

  // What a function has got in the frames tier.
  struct Forms {
    Name func;
    // The function's size as it was, in expressions.
    size_t size;
    Name callForm;
    // None if the function has a body, or only calls in tail calls what may
    // unwind.
    Name resumeForm;
    // Bytes that are saved of an activation, with what a frame begins with.
    Index frameSize;
  };
  // None if no fiber has frames.
  std::optional<std::vector<Forms>> forms;

  // Looks at the lowered program, and writes the report.
  void print(std::ostream& os) const;

private:
  struct Entry {
    std::string name;
    // The source line, if the module tells.
    std::string location;
    Tier tier;
    std::string reason;
    std::string hint;
  };

  void printText(std::ostream& os) const;
  void printJSON(std::ostream& os) const;

  const Module& module;
  const Plan& plan;
  Options::Format format;
  std::vector<Entry> entries;
  // In expressions.
  size_t programSize = 0;
  // In percent.
  size_t expectedGrowth;
};

// Writes a note if entries don't have frames: that decides on which engines the
// program runs.
void noteFallback(std::ostream& os,
                  const CallGraph& graph,
                  const Choice& choice);

// Writes a note if no bound says that a fiber's stack is large enough, and the
// program was linked to have a larger one itself.
void noteUnbounded(std::ostream& os, const Plan& plan);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Report_h
