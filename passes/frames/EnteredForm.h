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
// What the forms that are entered with a frame, resume forms and start forms,
// have in common: their type, and how they return.
//

#ifndef wasm_fibers_passes_frames_EnteredForm_h
#define wasm_fibers_passes_frames_EnteredForm_h

#include <memory>
#include <vector>

#include "Form.h"

namespace wasm::fibers {

// The parameters: the frame, and what the callee that it waited for has
// returned.
struct EnteredForm {
  static constexpr Index Frame = 0;
  static constexpr Index Value = 1;
  static constexpr Index Params = 2;

  // A form without a body.
  static std::unique_ptr<Function> make(Name name, std::vector<Type>&& vars);
};

// Makes what such a form returns.
class Returns {
public:
  Returns(const FormNames& names, Module& module, Type results, Function* form);

  // Keeps the result until it is returned.
  Expression* keep(Expression* result);

  // Returns what was kept. The frame is released by who has entered the form.
  Expression* finish();

  // Returns what the call returns. If it unwinds, what it has saved is linked
  // to the frame's parent, and the frame isn't needed any more.
  Expression* finishWithCall(Expression* call);

  Expression* leave(Left left);

private:
  const FormNames& names;
  FrameBuilder builder;
  Type type;
  Index returned = 0;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_EnteredForm_h
