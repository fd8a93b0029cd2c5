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
// Binaryen's passes that run on forms alone: those that make the copies of
// functions flat, of which forms are made, and those that clean the forms.
//

#ifndef wasm_fibers_passes_frames_FormPasses_h
#define wasm_fibers_passes_frames_FormPasses_h

#include "frames/Activation.h"
#include "pass.h"
#include "passes/pass-utils.h"

namespace wasm::fibers {

void flattenCopies(PassRunner* runner,
                   Module& module,
                   const PassUtils::FuncSet& copies);

// Whether some passes would take too long on a function's forms.
bool hasLargeForms(const Activation& activation);

// Undoes what is left of the flattening.
void cleanForms(PassRunner* runner,
                Module& module,
                const PassUtils::FuncSet& forms,
                const PassUtils::FuncSet& large);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FormPasses_h
