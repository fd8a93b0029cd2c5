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
// Exports that may wait for a promise. Each keeps its plain form, and gains one
// that is the entry of a fiber, which JavaScript drives:
//
//   (func $load (export "load") (param $id i32) (result f64) ..)
//
// gains
//
//   (func (export "[promising]load") (param $id i32) (result i32)
//     (local.set $fiber (call $fiber_alloc (i32.const 7)))
//     (global.set $fiber.given.0.i32 (local.get $id))
//     (local.get $fiber))
//   (func $fiber.entry.load (param i32) (result i32) ;; at 7 in the table
//     (global.set $fiber.returned.0.f64
//       (call $load (global.get $fiber.given.0.i32)))
//     (global.set $fiber.finished (i32.const 1))
//     (i32.const 0))
//   (func (export "[result]load") (result f64)
//     (global.get $fiber.returned.0.f64))
//
// and all of them together
//
//   (func (export "[resume i32]") (param $fiber i32) (param $value i32)
//     (result i32) ..)
//   (func (export "[drop]") (param $fiber i32)
//     (call $fiber_free (local.get $fiber)))
//
// "[resume]" begins, and goes on where nothing was to be given. The others give
// what an import of those types was to give. They return 0 if the call has
// finished, and its fiber is freed; 1 if it waits for a promise, which is the
// one that JavaScript has called "[await]" for; 2 if it has called fiber_yield
// as if it were a fiber of the program's; and 3 if a rejection has left it
// (Rejections.h).
//
// Where fibers of the program's own may wait for a promise, whoever has resumed
// them waits, too:
//
//   (func $fiber_resume
//       (param $fiber i32) (param $value i32) (param $result i32)
//       (result i32)
//     (loop $again (result i32)
//       (call $fiber_resume.once ..)
//       (if (global.get $fiber.awaiting)
//         (then
//           (call $fiber_hold (local.get $fiber))
//           .. ;; waits
//           (call $fiber_release (local.get $fiber))
//           (if (global.get $fiber.dropping)
//             (then .. (call $fiber_end (local.get $fiber)) ..))
//           (br $again))
//         (else ..))))
//
// A fiber that is held is suspended, but nobody else can resume it. If the call
// is dropped, each fiber of it is resumed once more, and the innermost one is
// dropped first.
//

#ifndef wasm_fibers_passes_await_PromisingExports_h
#define wasm_fibers_passes_await_PromisingExports_h

#include "Options.h"
#include "Rejections.h"
#include "SuspendingImports.h"
#include "analysis/CallGraph.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Takes the program's import of an intrinsic, if there is one, to be defined.
// Program::importIntrinsic() gives another one then.
Function* takeIntrinsic(Program& program, Intrinsic::Kind kind);

// Adds the promising forms of those exports that the options name, or else that
// may call one of the imports. There may be none, if fibers are `polled`. The
// call graph doesn't hold any more then.
void addPromisingExports(Program& program,
                         const CallGraph& graph,
                         SuspendingImports& imports,
                         const Rejections& rejections,
                         bool polled,
                         const Options& options);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_PromisingExports_h
