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
// What a program has that records which functions are suspended
// (record-yields): the runtime writes their names (runtime/record.wat), which
// it asks for by the number of a function (FunctionOfFrame.h):
//
//   (func $fiber.copy_recorded_line (param $number i32) (param $address i32)
//     (result i32) ..) ;; TextTable.h
//

#ifndef wasm_fibers_passes_frames_Recording_h
#define wasm_fibers_passes_frames_Recording_h

#include <vector>

#include "Report.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class Runtime;

class Recording {
public:
  // Ends with a fatal error if the program can't write.
  static void check(const Program& program);

  Recording(const Program& program, Runtime& runtime);

  // Adds the function, when the runtime is merged. The first are forms by the
  // number of their function, the others what was made of each function.
  void add(const std::vector<Name>& numbered,
           const std::vector<Report::Forms>& made);

private:
  const Program& program;
  Name copyLine;
  // Globals of the runtime.
  Name functions;
  Name lineLength;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Recording_h
