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
// Binaryen's Flatten knows no try_table. So each one is a loop while it runs,
// with branches in the place of what is caught:
//
//   (try_table                      (block $done
//     (catch_all $l)                  (block $caught
//     (catch_ref $tag $m)               (loop $try
//     ..)                                 (br_if $l (i32.const 0))
//                           =>            (br_if $caught (i32.const 0))
//                                         ..)
//                                       (br $done))
//                                     (br $m (local.get $sent)))
//
// What a catch sends is in a local then, and goes to its label as any value
// does. Afterwards, the loop becomes
//
//   (block $end
//     (local.set $sent
//       (block $value (result i32 exnref)
//         (try_table (catch_all $l) (catch_ref $tag $value)
//           ..)
//         (br $end)))
//     (br $caught))
//
// so that values are sent to the labels of such blocks alone, which begin right
// before the try_table.
//

#ifndef wasm_fibers_passes_frames_HiddenTries_h
#define wasm_fibers_passes_frames_HiddenTries_h

#include <unordered_map>
#include <vector>

#include "frames/Form.h"
#include "wasm.h"

namespace wasm::fibers {

// The try_tables that a function has while it is flattened.
class HiddenTries {
public:
  // Makes loops of the function's try_tables.
  HiddenTries(Function* func, Module& module);

  // Makes try_tables of the loops, which leaves types to be found anew.
  void restore();

private:
  struct Catch {
    Name tag;
    bool isRef;
    // What it sends, and the local that has it then; if it sends anything.
    Type sent;
    Index local;
    // Where it goes, and the branch that stands for it.
    Name label;
    Break* branch;
  };

  Expression* makeLoop(TryTable* curr);
  Expression* makeTry(Loop* loop, const std::vector<Catch>& catches);

  Function* func;
  Module& module;
  Labels labels;
  std::unordered_map<Loop*, std::vector<Catch>> hidden;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_HiddenTries_h
