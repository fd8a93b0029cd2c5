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

#ifndef wasm_fibers_passes_LowerFibers_h
#define wasm_fibers_passes_LowerFibers_h

#include <iostream>

namespace wasm {

// Registers the passes of wasm-fibers with Binaryen's PassRegistry. A tool
// calls it first thing in main, before it reads its options: a static
// initializer could run before the registry's own. What the options `report`
// and `print-analysis` ask for goes to `reports`.
void registerWasmFibersPasses(std::ostream& reports = std::cout);

} // namespace wasm

#endif // wasm_fibers_passes_LowerFibers_h
