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
// Has a module use the exceptions of the current standard (try_table, exnref)
// in place of the older ones (try, catch, rethrow), which clang writes, too.
// The runtime uses the former, and engines refuse a module that has both.
//

#ifndef wasm_fibers_passes_prepare_LegacyExceptions_h
#define wasm_fibers_passes_prepare_LegacyExceptions_h

#include "pass.h"
#include "wasm.h"

namespace wasm::fibers {

void translateLegacyExceptions(PassRunner* runner, Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_LegacyExceptions_h
