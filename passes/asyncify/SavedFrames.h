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
// How a function that Asyncify has changed saves its frame in the fiber's
// buffer, fitted to runtime/asyncify.wat.
//
// Asyncify keeps the position in the buffer in memory, and finds it through a
// global; here it is a global itself. Asyncify moves it for the number of the
// call that the function is in, and again for the locals; here it is moved
// once. And Asyncify doesn't look whether there is room in the buffer; here the
// function makes sure of it. So what saves a frame with one local,
//
//   (i32.store (i32.load (global.get $data)) (local.get $call))
//   (i32.store (global.get $data)
//     (i32.add (i32.load (global.get $data)) (i32.const 4)))
//   (i32.store (i32.load (global.get $data)) (local.get $local))
//   (i32.store (global.get $data)
//     (i32.add (i32.load (global.get $data)) (i32.const 4)))
//
// becomes
//
//   (if
//     (i32.gt_u
//       (i32.add (global.get $position) (i32.const 8)) (global.get $end))
//     (then (call $grow (i32.const 8))))
//   (i32.store (global.get $position) (local.get $call))
//   (i32.store offset=4 (global.get $position) (local.get $local))
//   (global.set $position
//     (i32.add (global.get $position) (i32.const 8)))
//

#ifndef wasm_fibers_passes_asyncify_SavedFrames_h
#define wasm_fibers_passes_asyncify_SavedFrames_h

#include <vector>

#include "wasm.h"

namespace wasm::fibers {

// The runtime's items in the program: the globals that say what the functions
// do, where the next frame is to be saved and where the buffer ends, and the
// function that makes it larger.
struct BufferNames {
  Name state;
  Name position;
  Name end;
  Name grow;
};

// What such a function saves.
struct SavedFrame {
  // The bytes.
  uint32_t size = 0;
  // By the number that it begins with, the call that the function is in.
  std::vector<Expression*> calls;
};

// Leaves no use of Asyncify's own globals in the function. What is saved begins
// with the number of the call, counted from `first`.
SavedFrame fitFrames(Module& module,
                     Function* func,
                     const BufferNames& names,
                     uint32_t first);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_asyncify_SavedFrames_h
