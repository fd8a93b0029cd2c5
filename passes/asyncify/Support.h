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
// Tells apart, before Asyncify runs, what it can't do.
//

#ifndef wasm_fibers_passes_asyncify_Support_h
#define wasm_fibers_passes_asyncify_Support_h

#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Ends with a fatal error that names the function if one that may yield does it
// in a way that Asyncify doesn't support.
void checkAsyncifySupport(const Program& program, const MayYield& mayYield);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_asyncify_Support_h
