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
// How many copies of a function's code a resume form would have that is made in
// the straightforward way. What comes after a point is there both for those who
// were resumed before it and for those who are resumed in it, and a loop both
// as the rest of an iteration and as a loop: nested ifs and loops would be
// there as many times as they are deep.
//

#ifndef wasm_fibers_passes_frames_Copies_h
#define wasm_fibers_passes_frames_Copies_h

#include <unordered_map>

#include "Forms.h"

namespace wasm::fibers {

class Copies {
public:
  Copies(const FormSource& source);

  // Whether there would be more than two of something in code that has points,
  // and the forms of the function too large by that.
  bool areTooMany(Expression* curr) const {
    return isLarge && found.at(curr).count > MaxCount;
  }

  // Whether there would be more than one of something in code that has points.
  bool areSeveral(Expression* curr) const { return found.at(curr).count > 1; }

  // Whether the code has a loop that has points.
  bool hasLoop(Expression* curr) const { return found.at(curr).hasLoop; }

  // What becomes of code that has points.
  struct Code {
    // The copies of what there is most of.
    Index count = 0;
    bool hasLoop = false;
    // Whether to run it in full always ends in a yield of its own.
    bool endsInYield = false;
    // In expressions: a copy that is run in full, and the code from each point.
    Index inFull = 1;
    Index resumed = 1;
  };

private:
  static constexpr Index MaxCount = 2;

  std::unordered_map<Expression*, Code> found;
  bool isLarge = false;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Copies_h
