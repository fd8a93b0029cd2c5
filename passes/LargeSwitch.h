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
// A br_table of any size. Engines refuse one with very many targets: V8 takes
// 65,520. So it becomes several:
//
//   (if (i32.ge_u (index) (i32.const MANY))
//     (then (br_table .. (i32.sub (index) (i32.const MANY))))
//     (else (br_table .. (index))))
//

#ifndef wasm_fibers_passes_LargeSwitch_h
#define wasm_fibers_passes_LargeSwitch_h

#include <functional>
#include <vector>

#include "wasm-builder.h"
#include "wasm.h"

namespace wasm::fibers {

// Branches to the target with the index that `makeIndex` makes an expression
// for, or to `otherwise`. The expression may be evaluated several times.
Expression* makeLargeSwitch(Builder& builder,
                            const std::vector<Name>& targets,
                            Name otherwise,
                            const std::function<Expression*()>& makeIndex);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_LargeSwitch_h
