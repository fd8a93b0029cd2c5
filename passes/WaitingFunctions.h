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
// What fiber_next_frame tells of functions that wait (runtime/backtrace.wat),
// in a table of texts (TextTable.h):
//
//   a row for each function that frames are of    name, location, tells
//   a row for each call of the fallback tier      name, location, bytes
//   a number for each entry, by its table index   name
//   locations                                     file, line, column
//   names of functions and files
//
// Name, location and file are the numbers of texts. A location is 0 where none
// is known. If a frame tells where its function waits, the number in it is to
// be added to that of the first of the function's locations. Of the fallback
// tier, the row has the bytes that were saved.
//

#ifndef wasm_fibers_passes_WaitingFunctions_h
#define wasm_fibers_passes_WaitingFunctions_h

#include <map>
#include <string>
#include <vector>

#include "Choice.h"
#include "DebugLocations.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class Runtime;

class WaitingFunctions {
public:
  // Has the runtime ask for the texts. The module as it came had so many
  // imported functions.
  WaitingFunctions(const Program& program,
                   const CallGraph& graph,
                   const Choice& choice,
                   Index numImports,
                   Runtime& runtime);

  // The name that is told of a function: in a module without names, that which
  // engines have for it.
  std::string getName(const wasm::Function* func) const;

  struct Function {
    // Empty for one of the runtime's own.
    std::string name;
    // By what frames tell; or one for all.
    std::vector<Location> locations;
  };
  // By their number.
  std::vector<Function> ofFrames;

  struct Call {
    std::string name;
    Location location;
    uint32_t bytes = 0;
  };
  std::vector<Call> ofFallback;

  // Adds the table, when all is known of the functions.
  void define();

private:
  // These return the number of a text.
  uint32_t addTold(const std::string& text);
  uint32_t addLocations(const std::vector<Location>& locations);

  const Program& program;
  Index numImports;
  Module& module;
  // The names of the entries of the fallback tier, by table index.
  std::vector<std::string> entries;
  Name copyText;
  // Globals of the runtime, if there is a fallback tier.
  Name fallbackRows;
  Name entryRows;
  Name numEntries;

  std::vector<std::string> texts;
  std::map<std::string, uint32_t> numbers;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_WaitingFunctions_h
