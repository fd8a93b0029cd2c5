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

/*
 * Where the host stores lists and texts.
 *
 * It asks for memory while it returns from a call, on whatever fiber has made
 * that. So cabi_realloc uses no stack, calls nothing and never waits.
 */

#ifndef WASM_FIBERS_IO_WASIP2_ALLOCATION_H
#define WASM_FIBERS_IO_WASIP2_ALLOCATION_H

#include <stdint.h>

/* Has the list that the next call gives be stored at `place`, where there are
   `room` bytes. */
void fio_allocate_at(void* place, uint32_t room);

/* The call is over: it may have given nothing. What comes without a place is
   kept for ever, in memory of its own. */
void fio_allocated(void);

#endif
