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
// Has functions of the C and C++ libraries call through pointers only what they
// are known to call (analysis/KnownCallbacks.h). Without that, each could call
// any function of the type: `fclose` an entry, and `std::ostream::flush` what
// yields.
//
//   (func $fclose (param $file i32) (result i32)
//     ..
//     (call_indirect (type $close) (local.get $file)
//       (i32.load offset=12 (local.get $file))))
//
// becomes, if the table has functions of the type that are no callbacks of it,
//
//   (func $fclose ..
//     (call $fiber.call_back (local.get $file)
//       (i32.load offset=12 (local.get $file))))
//
//   (func $fiber.call_back (param i32) (param $index i32) (result i32)
//     (if (i32.eq (local.get $index) (i32.const 1)) ;; $entry
//       (then (call $fiber.unknown_callback)))
//     (call_indirect (type $close) (local.get 0) (local.get $index)))
//
// A handler of the program's own, such as what std::set_new_handler sets, may
// be any function of the type. It is called by a function that is guarded
// against yields (Guards.h).
//
// What is known is taken from names, so it is checked here: a wrong one ends
// the program. It is relied on for whether functions yield and how much stack
// they take.
//

#ifndef wasm_fibers_passes_prepare_LibraryCalls_h
#define wasm_fibers_passes_prepare_LibraryCalls_h

#include <memory>
#include <vector>

#include "analysis/CallGraph.h"
#include "pass.h"
#include "wasm.h"

namespace wasm::fibers {

class LibraryCalls {
public:
  // Changes the calls of the module through `table`.
  LibraryCalls(Module& module, Table* table);

  // For each function that this has made, those that it may call, and what that
  // spares.
  const KnownCallees& getCallees() const { return callees; }
  const Narrowing& getNarrowing() const { return narrowing; }

  // Those that it has made and that never yield.
  const std::vector<Function*>& getUnyielding() const { return unyielding; }

  // The function that ends the program, which is to write a text first; none if
  // nothing was changed. Its body is an `unreachable`.
  Name getError() const { return error; }

private:
  KnownCallees callees;
  Narrowing narrowing;
  std::vector<Function*> unyielding;
  Name error;
};

// Prints how what is known fits a module that has all of the libraries: names
// that no function has, and, for each group and type of call, the functions in
// the table that aren't known as callbacks.
std::unique_ptr<Pass> createPrintKnownCallbacksPass();

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_LibraryCalls_h
