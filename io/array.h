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

/* Arrays that grow. */

#ifndef WASM_FIBERS_IO_ARRAY_H
#define WASM_FIBERS_IO_ARRAY_H

#include <stddef.h>

/*
 * Moves an array, of which `used` bytes are in use, to memory of `size` bytes.
 * Returns where it is now, or NULL if there is no memory; then it stays.
 *
 * It is realloc by hand. Few servers have another use for realloc, which adds
 * 2.7 kB to a module.
 */
void* fio_array_move(void* array, size_t used, size_t size);

/* Memory that is there, for a back end: without, the program ends with a text.
 */
void* fio_checked(void* memory);

#endif
