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
// What the runtime is set to for a program (runtime/program.wat): what the plan
// has decided, and the numbers that both have to know.
//

#ifndef wasm_fibers_passes_RuntimeSwitches_h
#define wasm_fibers_passes_RuntimeSwitches_h

#include <cstdint>
#include <map>

#include "Plan.h"
#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

// The values of the immutable globals, but for lengths of texts.
std::map<Name, uint32_t> getSwitches(const Program& program, const Plan& plan);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_RuntimeSwitches_h
