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
// How much code the forms of a function are, before there are any.
//

#ifndef wasm_fibers_passes_frames_Growth_h
#define wasm_fibers_passes_frames_Growth_h

#include "MayYield.h"
#include "wasm.h"

namespace wasm::fibers {

// Estimates the size, in expressions, of the forms of a function: the call form
// is as long as the function, the resume form has what is in a loop with yields
// twice, and both save the activation at each yield.
Index estimateForms(Function* func, const MayYield& mayUnwind);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Growth_h
