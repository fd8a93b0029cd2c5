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
// The names by which Asyncify works with a module.
//

#ifndef wasm_fibers_passes_asyncify_Names_h
#define wasm_fibers_passes_asyncify_Names_h

#include "wasm.h"

namespace wasm::fibers {

// What it defines: what the functions do, and where the buffer is.
inline const Name ASYNCIFY_STATE("__asyncify_state");
inline const Name ASYNCIFY_DATA("__asyncify_data");

// The label of the block that a function leaves when it is unwound.
inline const Name ASYNCIFY_UNWIND("__asyncify_unwind");

// And the functions that start and stop to unwind and rewind.
inline const Name ASYNCIFY_FUNCTIONS[] = {"asyncify_start_unwind",
                                          "asyncify_stop_unwind",
                                          "asyncify_start_rewind",
                                          "asyncify_stop_rewind",
                                          "asyncify_get_state"};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_asyncify_Names_h
