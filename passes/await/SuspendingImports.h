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
// Imports that may suspend: JavaScript may answer a call with a promise, and
// the caller waits for it (option suspending:MODULE.NAME, FIBER_SUSPENDING in
// C). Such an import becomes an import, a look at whether what it gives is
// still to come, and a yield:
//
//   (import "env" "sleep" (func $sleep (param i32) (result i32)))
//
// becomes
//
//   (import "env" "[suspending (i32)->(i32)]sleep"
//     (func $sleep.start (param i32) (result i32)))
//   (func $sleep (param $ms i32) (result i32)
//     (global.set $fiber.given.0.i32 (call $sleep.start (local.get $ms)))
//     (if (global.get $fiber.awaiting)
//       (then (call $fiber.await)))
//     (global.get $fiber.given.0.i32))
//   (func $fiber.await
//     (call $fiber.check_running)
//     (drop (call $fiber_yield (i32.const 0))))
//
// JavaScript gives a value at once, or calls the export "[await]", which sets
// $fiber.awaiting, and gives anything. It gives the value with the call that
// resumes the fiber (PromisingExports.h). What yields here is an intrinsic as
// any other, so that all that follows is what the tiers do anyway.
//

#ifndef wasm_fibers_passes_await_SuspendingImports_h
#define wasm_fibers_passes_await_SuspendingImports_h

#include <string_view>
#include <vector>

#include "HandedValues.h"
#include "Options.h"
#include "wasm.h"

namespace wasm::fibers {

// The export by which JavaScript says that there is something to wait for, and
// the module of what the pass itself imports.
extern const Name AWAIT;

// Has an import be a function that is to be defined.
void setDefined(Function* import);

// The name of an import without what the lowering has put in front of it.
std::string_view getOriginalBase(const Function* import);

class SuspendingImports {
public:
  // Lowers those that the options say, or the module in a section that is taken
  // out.
  SuspendingImports(Module& module, const Options& options);

  bool empty() const { return lowered.empty(); }

  // What the imports have become.
  const std::vector<Function*>& getLowered() const { return lowered; }

  // What they give: each list of types once.
  const std::vector<Type>& getResults() const { return results; }

  // Whether the running fiber is to wait for a promise: from when JavaScript
  // says so until it has the control back.
  Expression* makeIsAwaiting();
  Expression* makeSetAwaiting(uint32_t value);

  // Waits, in the running fiber. If there is none, throws.
  Expression* makeAwait();
  Name getAwait() const { return await; }

  // Whether fibers that wait are resumed only for each to drop the one that it
  // waits for. Those that wait for JavaScript yield again then.
  void addDropping();
  bool hasDropping() const { return dropping.is(); }
  Expression* makeIsDropping();
  Expression* makeSetDropping(uint32_t value);

  // Has a fiber drop those that it waits for, also while others are dropped.
  // `resume` resumes it. `func`, which contains this, gets a local for it.
  Expression* makeDropAwaited(Function* func, Expression* resume);

  // Adds the exports that JavaScript calls with the value of a promise before
  // the fiber goes on, if there are none yet: "[give i32]" and so on.
  void addGives();

  // Has what waits call `fail`, which throws, if makeSetFailing(1) was called
  // before it goes on.
  void setFail(Name fail);
  bool canFail() const { return failing.is(); }
  Expression* makeSetFailing(Expression* value);

  // The same as makeAwait(), but goes on also then.
  Expression* makeAwaitOnce();

  // What JavaScript gives to fibers.
  HandedValues given;

private:
  std::vector<Function*> findImports(const std::vector<std::string>& values);
  void addFiberWait(std::vector<Function*>& imports);
  void addShared();
  void lower(Function* import);
  Expression* makeStart(Function* caller, Function* start);
  void defineAwait();

  Module& module;
  Name awaiting;
  Name dropping;
  Name failing;
  Name fail;
  Name checkRunning;
  Name yield;
  Name await;
  std::vector<Function*> lowered;
  std::vector<Type> results;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_SuspendingImports_h
