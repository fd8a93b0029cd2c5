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
// Promises that are rejected, in a C++ program that includes fiber.hpp: there,
// a rejection is an exception. What can throw and catch it is code of the
// header, which has exports for the pass, and imports:
//
//   (import "fiber" "fiber_rejected_run" (func $run (param i32)))
//   (import "fiber" "fiber_rejected_text"
//     (func $text (param i32 i32 i32) (result i32)))
//   ..
//   (func $throw (export "fiber_rejected_throw") (param i32) ..)
//   (func $catch (export "fiber_rejected_catch") (param i32) (result i32) ..)
//
// become
//
//   (import "[await]" "rejection" (func $rejection (result i32)))
//   (import "[await]" "text" (func $text (param i32 i32 i32) (result i32)))
//   ..
//   (func $run (param $fiber i32)
//     (drop (call $fiber_resume (local.get $fiber) ..)))
//   (func $throw (param i32) ..)
//   (func $catch (param i32) (result i32) ..)
//   (func $fiber.fail
//     (call $throw (call $rejection)))
//   (func $fiber.await
//     ..
//     (if (global.get $fiber.failing)
//       (then
//         (global.set $fiber.failing (i32.const 0))
//         (call $fiber.fail))))
//
// JavaScript keeps the reason by a number, which "rejection" returns, until
// the exception and its copies are destroyed. "[resume]" calls $catch, which
// calls $run. The memory is exported as "[memory]", for texts. Where nothing
// can wait, the imports do nothing, and the exports are gone.
//

#ifndef wasm_fibers_passes_await_Rejections_h
#define wasm_fibers_passes_await_Rejections_h

#include "SuspendingImports.h"
#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

class Rejections {
public:
  // Takes what the module has of it out of its exports and of the intrinsics.
  Rejections(Module& module, SuspendingImports& suspending);

  // Whether the program throws no rejections.
  bool empty() const { return !thrower; }

  // Defines $run, when fiber_resume is the one that doesn't wait. The call
  // graph doesn't hold any more then.
  void defineRun(Program& program);

  // Throws the one of a number.
  Function* getThrower() const { return thrower; }

  // Resumes the fiber of a call, and returns whether a rejection has left it.
  Function* getCatcher() const { return catcher; }

private:
  void define(SuspendingImports& suspending);

  Module& module;
  Function* thrower = nullptr;
  Function* catcher = nullptr;
  Function* run = nullptr;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_Rejections_h
