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
 * What the library asks of a back end: native/backend.c; wasm/turn.c, for which
 * the host does the work; or wasip2/backend.c.
 */

#ifndef WASM_FIBERS_IO_BACKEND_H
#define WASM_FIBERS_IO_BACKEND_H

#include "ring.h"

/* Begins. Returns 0, or a number of errno.h. */
int fio_backend_start(void);

/* One turn, as ring.h has it. Returns the number of completions. */
uint32_t fio_backend_turn(struct fio_turn* turn);

/* Drops what isn't complete, and closes what is open. */
void fio_backend_stop(void);

#endif
