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
// The numbers of the forms that are entered with a frame, and the function that
// enters them by the number in a frame:
//
//   (func $fiber.enter_frame (param $frame i32) (param $value i32) (result i32)
//     (call_indirect $fiber.resume_forms
//       (local.get $frame) (local.get $value) (i32.load (local.get $frame))))
//
// or, where there are few forms, one that calls them directly: engines take
// longer for a call through a table, and the optimizer can't inline it.
//
// Bodies have numbers of their own. All bodies of a type are entered by one
// form, which finds the body's number in the frame, too.
//

#ifndef wasm_fibers_passes_frames_FormNumbers_h
#define wasm_fibers_passes_frames_FormNumbers_h

#include <functional>
#include <unordered_map>
#include <vector>

#include "Forms.h"
#include "wasm.h"

namespace wasm::fibers {

class FormNumbers {
public:
  // Gives the form the next number.
  Index add(Name form);

  // The same for a body. `addEntry` adds the form that enters bodies of its
  // type, if it is the first of that type.
  BodyIndex addBody(Function* body, const std::function<Index()>& addEntry);

  Name getForm(Index number) const { return forms[number]; }
  Index getNumForms() const { return forms.size(); }

  // The forms that enter bodies, by type.
  const std::unordered_map<Type, Index>& getBodyEntries() const {
    return bodyEntries;
  }

  // The forms, and then the bodies.
  std::vector<Name> getAll() const;

  // Whether few enough forms are known to be called without a table.
  bool areCalledDirectly() const;

  // Adds the tables, and the function, which it returns.
  Function*
  addEnterFrame(Module& module, const FormNames& names, Name enterFrame) const;

private:
  std::vector<Name> forms;
  std::vector<Name> bodies;
  std::unordered_map<Type, Index> bodyEntries;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FormNumbers_h
