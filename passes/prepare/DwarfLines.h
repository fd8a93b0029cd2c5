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
// Gives expressions the locations that DWARF tells of, as a source map would:
//
//   ;;@ file.c:7:3
//   (call $f)
//
// Binaryen reads DWARF only to change the addresses in it, of which each has
// one place in the new module. So what is there twice, as forms are beside
// their function, has locations alone.
//

#ifndef wasm_fibers_passes_prepare_DwarfLines_h
#define wasm_fibers_passes_prepare_DwarfLines_h

#include "wasm.h"

namespace wasm::fibers {

// Leaves the module alone if it has locations, or if it was read without its
// DWARF (wasm-opt -g).
void locateByDwarf(Module& module);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_prepare_DwarfLines_h
