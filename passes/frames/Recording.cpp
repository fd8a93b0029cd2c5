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

#include "frames/Recording.h"

#include <algorithm>

#include "Runtime.h"
#include "TextTable.h"
#include "support/utilities.h"

namespace wasm::fibers {

void Recording::check(const Program& program) {
  if (!program.fdWrite) {
    Fatal() << "--lower-fibers: record-yields:yes needs WASI's fd_write, which "
               "the program doesn't import, to write to standard error; have "
               "it print something";
  }
}

Recording::Recording(const Program& program, Runtime& runtime)
  : program(program), copyLine(runtime.bindFunction("copy_recorded_line")),
    functions(runtime.require("recorded_functions")),
    lineLength(runtime.require("recorded_line")) {}

// Forms of the runtime's own have no name, nor do those that make room.
void Recording::add(const std::vector<Name>& numbered,
                    const std::vector<Report::Forms>& made) {
  std::unordered_map<Name, Name> funcs;
  for (auto& forms : made) {
    funcs[forms.resumeForm.is() ? forms.resumeForm : forms.callForm] =
      forms.func;
  }
  std::vector<std::string> lines;
  size_t longest = LeastTextRoom;
  for (auto form : numbered) {
    auto it = funcs.find(form);
    lines.push_back(it == funcs.end() ? "" : it->second.toString() + '\n');
    longest = std::max(longest, lines.back().size());
  }
  addTextTable(program, copyLine, lines);
  // A multiple of 4, so that what comes after is aligned.
  auto& module = program.module;
  Runtime::setConstant(module, functions, (lines.size() + 3) & ~size_t(3));
  Runtime::setConstant(module, lineLength, longest);
}

} // namespace wasm::fibers
