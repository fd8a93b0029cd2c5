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
// What hands a function's parameters on:
//
//   (local.get 0)
//   (local.get 1)
//   ..
//

#ifndef wasm_fibers_passes_ParamGets_h
#define wasm_fibers_passes_ParamGets_h

#include <vector>

#include "wasm-builder.h"

namespace wasm::fibers {

// Makes them for a function with parameters of these types, or which has others
// after them.
inline std::vector<Expression*> makeParamGets(Module& module, Type params) {
  Builder builder(module);
  std::vector<Expression*> gets;
  gets.reserve(params.size());
  for (Index i = 0; i < params.size(); i++) {
    gets.push_back(builder.makeLocalGet(i, params[i]));
  }
  return gets;
}

} // namespace wasm::fibers

#endif // wasm_fibers_passes_ParamGets_h
