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
 * The calls of the system, none of which blocks.
 */

#ifndef WASM_FIBERS_IO_NATIVE_ATTEMPT_H
#define WASM_FIBERS_IO_NATIVE_ATTEMPT_H

#include "pending.h"

/* Does what can be done now of an ACCEPT, RECV, SEND or CONNECT on an open
   descriptor. Completes it, or returns false: what is next in the queue of the
   descriptor has to wait for that. */
bool fio_attempt(struct fio_reactor* reactor, struct pending* pending);

/* Begins to connect to the next of its addresses. With none left, completes it
   with the error that `result` is. */
void fio_connect_next(struct fio_reactor* reactor, struct pending* pending);

/* Completes a LISTEN. */
void fio_attempt_listen(struct fio_reactor* reactor, struct pending* pending);

/* Completes a READ of what is in the system's cache, or returns false. */
bool fio_attempt_read(struct fio_reactor* reactor, struct pending* pending);

#endif
