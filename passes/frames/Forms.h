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
// The forms of a function that may yield, in which frames fibers run it: two of
// them, or one, its body. Given
//
//   (func $f (param $x i32) (result i32)
//     (loop $next
//       (local.set $x (call $g (local.get $x)))    ;; $g may yield
//       (br_if $next (local.get $x)))
//     (local.get $x))
//
// its *call form* has the same type, and does the same unless $g yields. Then
// it saves its activation and returns:
//
//   (func $f.call_form (param $x i32) (result i32)
//     (local $frame i32)
//     (loop $next
//       (local.set $x (call $g.call_form (local.get $x)))
//       (if (global.get $unwinding)
//         (then
//           (local.set $frame (call $new_frame ..))
//           (i32.store16 offset=8 (local.get $frame) ..)    ;; which point
//           (i32.store offset=12 ..)                        ;; what is live
//           (return (i32.const 0))))
//       (br_if $next (local.get $x)))
//     (local.get $x))
//
// The *resume form* is entered with the frame and what $g has returned in the
// end, and goes on from there. If something yields again, the activation is
// saved in the same frame. It returns how it has left: see `Left`.
//
//   (func $f.resume_form (param $frame i32) (param $value i32) (result i32)
//     (local $x i32)
//     (block $next                             ;; the rest of the iteration
//       (local.set $x (local.get $value))
//       (br_if $next (local.get $x))
//       (br $done))
//     (loop $next ..)                          ;; as above
//     (global.set $value (local.get $x))
//     (i32.const 0))
//
// Where that would be too much code (FormSize.h), the function has a *body*
// instead, which is both: called, it does as the call form, and it is entered
// with the frame in a global, of which a called one finds 0.
//
//   (func $f.call_form (param $x i32) (result i32)
//     (local $frame i32) (local $point i32) (local $returned i32)
//     (if (local.tee $frame (global.get $entered))
//       (then
//         (global.set $entered (i32.const 0))
//         (local.set $returned (global.get $value))
//         (local.set $point (i32.const 1))))
//     (block $save
//       (loop $next
//         (block $point1
//           (if (local.get $point)               ;; once, after it was entered
//             (then (local.set $point (i32.const 0)) (br $point1)))
//           (local.set $returned (call $g.call_form (local.get $x)))
//           (br_if $save (global.get $unwinding)))
//         (local.set $x (local.get $returned))
//         (br_if $next (local.get $x)))
//       (return (local.get $x)))
//     (call $next_in_body (local.get $frame) ..)    ;; saves it, for all points
//     (i32.const 0))
//
// A result that isn't an i32 goes through a global of its type.
//
// In each recursion, some call forms count what is taken of the engine's stack
// (CountedForms.h). One that finds too little left saves its call, which wasn't
// made yet, and returns in the same way (runtime/room.wat).
//

#ifndef wasm_fibers_passes_frames_Forms_h
#define wasm_fibers_passes_frames_Forms_h

#include <array>
#include <functional>
#include <optional>
#include <unordered_map>

#include "Activation.h"
#include "Guards.h"
#include "Layout.h"
#include "wasm.h"

namespace wasm::fibers {

// What the forms refer to in the program that they become part of.
struct FormNames {
  // Functions of the runtime (runtime/frames.wat).
  Name newInnermost;
  Name beginFrames;
  Name newFrame;
  Name linkFrame;
  Name releaseFrame;
  Name yieldFirst;
  Name makeRoom;
  Name firstInBody;
  Name nextInBody;
  Name leftBody;
  // The same, of exceptions (runtime/thrown.wat), if forms have try_tables.
  Name throwIntoFrame;
  Name takeThrown;
  // The same, of references (runtime/kept.wat), by kind, if there may be any.
  std::array<Name, NumReferenceKinds> keep;
  std::array<Name, NumReferenceKinds> take;
  // Globals of the runtime.
  Name unwinding;
  Name value;
  Name stackLeft;
  Name entered;
  Name thrown;
  // The memory with the frames.
  Name memory;
  // The function table, and the table with call forms at the same indices.
  Name functionTable;
  Name callForms;
  // The global by which they tell who is called by reference that they are
  // forms (ReferenceCalls.h), if there are such calls.
  Name calledByForm;
  // The table of bodies.
  Name bodies;
  // Whether forms count what they take of the engine's stack.
  bool countsDepth = false;
  // What a form calls of functions that have none.
  Guards guards;
  // Call forms by function, for direct calls. Of some intrinsics they are
  // functions of the runtime.
  std::unordered_map<Name, Name> callForm;
  // The global that holds a result of a type, the first or another one of
  // several, from a form that has returned to the one that is entered with it.
  std::function<Name(Type, Index)> getResult;
  // A value of a type for what nobody looks at.
  std::function<Expression*(Type)> makePlaceholder;
};

// What a function's forms are made from.
struct FormSource {
  // Flat: calls are not nested in other expressions.
  Function* func;
  const Activation& activation;
  const MayYield& mayUnwind;
  const FormNames& names;
  Module& module;
};

// Of a function whose call form counts what it takes of the engine's stack: the
// index of its start form, and the bytes that it counts.
struct StartForm {
  Index index;
  uint32_t stack;
};

// How a body is entered: by the index of the form that does so for its type,
// and by its own among bodies.
struct BodyIndex {
  Index form;
  Index body;
};

// Makes the body of a function out of it.
void makeBody(const FormSource& source,
              const BodyIndex& index,
              std::optional<StartForm> startForm);

// Makes the form that enters the bodies of one type, which are in a table:
//
//   (func $enter (param $frame i32) (param $value i32) (result i32)
//     (local $x i32)
//     (global.set $entered (local.get $frame))
//     (global.set $value (local.get $value))
//     (local.set $x
//       (call_indirect $bodies (i32.const 0) ..
//         (i32.load offset=12 (local.get $frame))))
//     (if (global.get $unwinding) (then (return (call $left_body ..))))
//     (global.set $value (local.get $x))
//     (i32.const 0))
//
std::unique_ptr<Function>
makeBodyEntry(const FormNames& names, Module& module, Name name, Type type);

// Makes the call form of a function out of it. `resumeForm` is the index of its
// resume form. Without a start form, it doesn't count what it takes of the
// engine's stack.
void makeCallForm(const FormSource& source,
                  Index resumeForm,
                  std::optional<StartForm> startForm);

// Makes the resume form.
std::unique_ptr<Function> makeResumeForm(const FormSource& source, Name name);

// Makes the start form: it is entered, as a resume form is, with the frame of a
// call that was not made for want of stack, and makes it.
//
//   (func $f.start_form (param $frame i32) (param $value i32) (result i32)
//     (local $x i32)
//     (local.set $x
//       (call $f.call_form (i32.load offset=12 (local.get $frame))))
//     (if (global.get $unwinding) (then .. (return (i32.const 2))))
//     (global.set $value (local.get $x))
//     (i32.const 0))
//
std::unique_ptr<Function> makeStartForm(const FormSource& source, Name name);

// The frame of a call that was not made.
FrameLayout getStartLayout(Function* func);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Forms_h
