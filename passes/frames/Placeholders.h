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
// Values of any type for what nobody looks at. A form that unwinds has to
// return something, and who enters a body calls it with something. Where a type
// has no null, that is a reference in a global, made once:
//
//   (global $fiber.placeholder (ref $pair)
//     (struct.new $pair (i32.const 0) (ref.i31 (i32.const 0))))
//

#ifndef wasm_fibers_passes_frames_Placeholders_h
#define wasm_fibers_passes_frames_Placeholders_h

#include <unordered_map>

#include "wasm.h"

namespace wasm::fibers {

class Placeholders {
public:
  explicit Placeholders(Module& module) : module(module) {}

  // Whether a type has a value that a global can begin with. Exceptions have
  // none but null, and a structure that contains one of its own type has none
  // at all.
  static bool has(Type type);

  Expression* make(Type type);

private:
  Module& module;
  std::unordered_map<Type, Name> globals;

  Name getGlobal(Type type);
  Expression* makeInitial(Type type);
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Placeholders_h
