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
// Which function a frame is of, for programs that tell their users. Functions
// are numbered as their forms are that are entered with a frame; those that
// have a body come after them:
//
//   (func $fiber.function_of_frame (param $frame i32) (result i32)
//     (i32.load (local.get $frame)))
//

#ifndef wasm_fibers_passes_frames_FunctionOfFrame_h
#define wasm_fibers_passes_frames_FunctionOfFrame_h

#include <unordered_map>
#include <vector>

#include "analysis/Program.h"

namespace wasm::fibers {

// Adds the function. There are so many forms that are entered with a frame;
// `bodyEntries` are those of them that enter a body.
void addFunctionOfFrame(const Program& program,
                        Name name,
                        Index forms,
                        const std::unordered_map<Type, Index>& bodyEntries);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FunctionOfFrame_h
