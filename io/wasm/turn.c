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
 * The back end in WebAssembly: the host does the work. A turn is one call of
 * it, which suspends the program while it waits.
 */

#include "../backend.h"
#include <fiber.h>

__attribute__((import_module("fio"), import_name("turn"))) uint32_t
host_turn(struct fio_turn* turn);
FIBER_SUSPENDING(host_turn);

/* Drops all operations, and closes all. */
__attribute__((import_module("fio"), import_name("stop"))) void host_stop(void);

int fio_backend_start(void) { return 0; }

uint32_t fio_backend_turn(struct fio_turn* turn) { return host_turn(turn); }

void fio_backend_stop(void) { host_stop(); }
