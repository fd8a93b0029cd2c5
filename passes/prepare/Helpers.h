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
// Inlines small functions that may yield, before anything is lowered. Each one
// that becomes part of its caller spares a frame at each yield, or a part of
// what Asyncify rewinds. LLVM has done the same within each object file. Calls
// between them are left:
//
//   (func $emit (param $x i32)                  ;; of another file
//     (drop (call $fiber_yield (local.get $x))))
//   (func $numbers ..
//     (call $emit (local.get $i)))
//
// becomes
//
//   (func $numbers ..
//     (drop (call $fiber_yield (local.get $i))))
//

#ifndef wasm_fibers_passes_prepare_Helpers_h
#define wasm_fibers_passes_prepare_Helpers_h

#include "analysis/CallGraph.h"
#include "analysis/Program.h"
#include "pass.h"

namespace wasm::fibers {

// Inlines such functions where they are called directly. Left alone are
// recursive functions, exports, and functions that may not be inlined
// (--no-inline). Returns whether there were any: the call graph, which is of
// the program as it came, doesn't hold then.
bool inlineHelpers(PassRunner* runner,
                   const Program& program,
                   const CallGraph& graph);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_Helpers_h
