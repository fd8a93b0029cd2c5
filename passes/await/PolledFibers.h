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
// Fibers of the program's whose awaits don't make those who run them wait, too:
// fiber_poll returns instead, and JavaScript keeps the promise (js/waits.mjs).
//
//   (import "fiber" "fiber_poll" (func $fiber_poll (param i32 i32 i32) ..))
//
// becomes
//
//   (func $fiber_poll
//       (param $fiber i32) (param $argument i32) (param $result i32)
//       (result i32)
//     (if (global.get $fiber.waits)
//       (then
//         (local.set $state (call $fiber.take (local.get $fiber)))
//         (if (i32.eq (local.get $state) (i32.const 1)) ;; pending
//           (then .. (return (i32.const 0))))           ;; FIBER_AWAITS
//         (if (local.get $state)                        ;; settled
//           (then
//             .. ;; it waits no longer
//             (call $fiber_release (local.get $fiber))
//             (global.set $fiber.failing
//               (i32.eq (local.get $state) (i32.const 3)))))))
//     (local.set $value
//       (call $fiber_resume
//         (local.get $fiber) (local.get $argument) (local.get $result)))
//     (if (global.get $fiber.awaiting)
//       (then
//         (global.set $fiber.awaiting (i32.const 0))
//         (call $fiber_hold (local.get $fiber))
//         (call $fiber.keep (local.get $fiber))
//         .. ;; it waits
//         (return (i32.const 0))))                      ;; FIBER_AWAITS
//     (local.get $value))
//
// "take", "keep" and the others below are imports of the module "[await]". When
// a promise is resolved, "take" first calls the export "[give i32]" with its
// value, which is then where the fiber looks for it. When it is rejected, the
// fiber goes on as if its import had thrown: a C++ exception (Rejections.h), or
// the reason itself, which "throw" throws.
//
// A fiber that waits is held (PromisingExports.h), so that nobody else resumes
// it. fiber_free ends its wait: it has "forget" tell JavaScript.
//
// fiber_wait is an import that may suspend, as any other: JavaScript answers
// with the next fiber whose promise is settled.
//
// In a program without imports that may suspend, fiber_poll is fiber_resume,
// and fiber_wait returns 0.
//

#ifndef wasm_fibers_passes_await_PolledFibers_h
#define wasm_fibers_passes_await_PolledFibers_h

#include <vector>

#include "SuspendingImports.h"
#include "analysis/Program.h"

namespace wasm::fibers {

class PolledFibers {
public:
  // Takes what the program imports of it out of the intrinsics.
  explicit PolledFibers(Module& module);

  bool empty() const { return polls.empty() && waits.empty(); }

  // Defines it by the other intrinsics. The call graph doesn't hold any more
  // then.
  void define(Program& program, SuspendingImports& imports);

private:
  std::vector<Function*> polls;
  std::vector<Function*> waits;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_PolledFibers_h
