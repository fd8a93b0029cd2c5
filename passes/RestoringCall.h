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
// The body of a function that makes a call, and puts back what it has changed
// before, by a return or by an exception:
//
//   ..                                    ;; before
//   (local.set $exception
//     (block $caught (result exnref)
//       (try_table (catch_all_ref $caught)
//         (local.set $result (call $callee (local.get $x))))
//       ..                                ;; restores
//       (return (local.get $result))))
//   ..                                    ;; restores
//   (throw_ref (local.get $exception))
//
// or, where there are no exceptions, the call and what restores alone.
//

#ifndef wasm_fibers_passes_RestoringCall_h
#define wasm_fibers_passes_RestoringCall_h

#include <functional>
#include <vector>

#include "wasm.h"

namespace wasm::fibers {

// Makes the body of `caller`, and adds the locals that it needs. `restore` adds
// new expressions to a list, each time it is called. `catches` tells that there
// may be exceptions.
Expression*
makeRestoringCall(Function* caller,
                  Expression* call,
                  std::vector<Expression*> before,
                  const std::function<void(std::vector<Expression*>&)>& restore,
                  bool catches,
                  Module& module);

// The same for a call with the parameters of `caller`, which has the callee's
// type.
Expression*
makeRestoringCall(Function* caller,
                  Name callee,
                  std::vector<Expression*> before,
                  const std::function<void(std::vector<Expression*>&)>& restore,
                  bool catches,
                  Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_RestoringCall_h
