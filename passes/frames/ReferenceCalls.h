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
// How forms call by reference, or through a table that isn't the function
// table. There the callee is the function, and not its call form: who calls it
// tells by a global.
//
//   (call_ref $type (local.get $x) (local.get $callee))
//
// becomes in a form, if it may unwind,
//
//   (call_ref $type (local.get $x)
//     (block (result (ref null $type))
//       (local.set $target (local.get $callee))
//       (global.set $called_by_form (i32.const 1))
//       (local.get $target)))
//
// All references to functions of such types become others, also those in
// tables, but for the function table:
//
//   (ref.func $f)      =>      (ref.func $f.by_reference)
//
//   (func $f.by_reference (param $x i32) (result i32)
//     (if (result i32) (global.get $called_by_form)
//       (then
//         (global.set $called_by_form (i32.const 0))
//         (call $f.call_form (local.get $x)))
//       (else
//         (call $f (local.get $x)))))
//
// So the global is 1 from such a call to the callee's first instruction alone.
// That holds where the callee is a function of this kind, and none that the
// host has made (HostReferences.h).
//

#ifndef wasm_fibers_passes_frames_ReferenceCalls_h
#define wasm_fibers_passes_frames_ReferenceCalls_h

#include <functional>
#include <unordered_map>

#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

// What references are to now, by the function that they were to.
using ByReference = std::unordered_map<Name, Name>;

// Replaces the references. `types` are those of the calls, `calledByForm` is
// the global, which is added, and getCallForm says what forms call for a
// function. What they are to makes tail calls if `makesTailCalls`.
ByReference addReferenceCalls(const Program& program,
                              const std::vector<HeapType>& types,
                              Name calledByForm,
                              bool makesTailCalls,
                              const std::function<Name(Name)>& getCallForm);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_ReferenceCalls_h
