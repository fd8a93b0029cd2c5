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
// Tells a program with fibers of several tiers which an entry's are, by its
// index in the function table.
//

#ifndef wasm_fibers_passes_EntryTiers_h
#define wasm_fibers_passes_EntryTiers_h

#include "CallGraph.h"
#include "Choice.h"
#include "Program.h"

namespace wasm::fibers {

// Adds the function
//
//   (func $fiber.switched_entry (param $entry i32) (result i32)
//     (block $frames
//       (block $switched
//         (br_table $switched $frames .. $switched (local.get $entry)))
//       (return (i32.const 1)))
//     (i32.const 0))
//
// and returns its name.
Name addSwitchedEntry(const Program& program,
                      const CallGraph& graph,
                      const Choice& choice);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_EntryTiers_h
