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
// Tells setjmp and longjmp from C++ exceptions, also in modules without names:
// both are exceptions that carry an address. longjmp throws that of a part of
// the jmp_buf, to which it has written where the jmp_buf is:
//
//   (i32.store offset=8 (local.get $buffer) (local.get $buffer))
//   (throw $tag (i32.add (local.get $buffer) (i32.const 8)))
//
// Where it was inlined, the address may be a constant.
//

#ifndef wasm_fibers_passes_analysis_LongJumps_h
#define wasm_fibers_passes_analysis_LongJumps_h

#include "wasm.h"

namespace wasm::fibers {

// Whether it is a longjmp, by what `func`, which it is in, has written. That of
// Emscripten before LLVM 19 isn't: it had the same tag, but its jmp_buf had
// another layout, and was told of in memory of its own.
bool isLongJump(const Throw* curr, const Function* func);

// Whether the module has one.
bool throwsLongJumps(const Module& module);

// Whether the module has one, and all that it throws is longjmp's.
bool throwsLongJumpsAlone(Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_LongJumps_h
