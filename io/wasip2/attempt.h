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
 * The calls of WASI's that do operations, none of which blocks but those of
 * file.c.
 */

#ifndef WASM_FIBERS_IO_WASIP2_ATTEMPT_H
#define WASM_FIBERS_IO_WASIP2_ATTEMPT_H

#include "handle.h"

/* Does what can be done now of an operation that is in a lane. Completes it, or
   returns false: it has to wait for the lane's pollable. */
bool fio_attempt(struct pending* pending);

/* The parts of it, by code. `handle` is that of its descriptor. */
bool fio_attempt_listen(struct pending* pending);
bool fio_attempt_connect(struct pending* pending);
bool fio_attempt_accept(struct pending* pending, const struct handle* handle);
bool fio_attempt_recv(struct pending* pending, const struct handle* handle);
bool fio_attempt_send(struct pending* pending, struct handle* handle);
bool fio_attempt_read(struct pending* pending, const struct handle* handle);

/* Completes an OPEN. */
void fio_open_now(struct pending* pending);

/* Reads into the buffer of a RECV or a READ. Completes it, or returns false:
   nothing is there. */
bool fio_attempt_input(struct pending* pending, resource_t input);

/* Takes all that the host grants of the network. */
void fio_network_start(void);

/*
 * For `return`: has an operation wait for what its lane waits for. Before
 * anything has had to, that is what `subscribe`, one of WASI's, has of
 * `resource`. It is called by its name, so that no import is a function that
 * the program has the address of.
 */
__attribute__((always_inline)) static inline bool
fio_wait_for(struct pending* pending,
             resource_t (*subscribe)(resource_t),
             resource_t resource) {
  if (!pending->lane->pollable) {
    pending->lane->pollable = subscribe(resource);
  }
  return false;
}

#endif
