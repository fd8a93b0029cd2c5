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
// Values on their way between JavaScript and a fiber. What fiber_resume passes
// is one i32, so they wait in globals, from when JavaScript has called the
// module until the fiber takes them, or the other way round. In between,
// nothing else of the module runs.
//

#ifndef wasm_fibers_passes_await_HandedValues_h
#define wasm_fibers_passes_await_HandedValues_h

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "wasm.h"

namespace wasm::fibers {

class HandedValues {
public:
  // `direction` becomes part of the names.
  HandedValues(Module& module, const std::string& direction)
    : module(module), direction(direction) {}

  // Whether JavaScript can pass values of the types, and globals can hold them.
  static bool canHold(Type types);

  // What they are held as: references may be null.
  static Type getHeld(Type types);

  // Puts values there: what `value` gives, which may be a tuple. Then `func`,
  // which contains this, gets a local for it.
  Expression* put(Function* func, Expression* value);

  // Puts the parameters of a function there, from one on.
  std::vector<Expression*> putParams(Function* func, Index first);

  // Takes values of the types, for each of which there is an expression. They
  // stay in the globals until others take their place.
  std::vector<Expression*> take(Type types);

  // Takes them all as one value, none if there are no types. What collectors
  // look at doesn't stay in the globals.
  Expression* takeAll(Type types);

  // Forgets references that are still there.
  std::vector<Expression*> clear();

private:
  Name getGlobal(Index index, Type type);
  Expression* makePut(Index index, Expression* value);
  Expression* makeTake(Index index, Type type);
  Name getTaker(Type types);

  Module& module;
  std::string direction;
  // By the name that each would have if no other had it.
  std::map<std::string, Name> globals;
  std::unordered_map<Type, Name> takers;
};

// Adds a global that begins as zero or null.
void addVariable(Module& module, Name name, Type type);

// How the names of imports and exports write the types, as JavaScript reads
// them: "i32,f64". A type that the module defines has the name of the basic one
// above it.
std::string getTypesName(Type types);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_await_HandedValues_h
