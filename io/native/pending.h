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
 * Operations that aren't complete, by their tokens.
 */

#ifndef WASM_FIBERS_IO_NATIVE_PENDING_H
#define WASM_FIBERS_IO_NATIVE_PENDING_H

#include "jobs.h"
#include "reactor.h"

struct pending {
  struct fio_operation operation;
  struct link link; /* In the queue that it waits in. */

  struct job* job;          /* That a thread does for it, or has done. */
  struct addrinfo* address; /* Of a CONNECT: the one to be tried next. */
  uint32_t sent;            /* Of a SEND. */

  int32_t result; /* When it is complete. */
  int64_t value;
};

/* That of a link, NULL for none. */
static inline struct pending* fio_pending_of(struct link* link) {
  return FIO_OWNER(link, struct pending, link);
}

/* Adds one with a token that no other has. */
struct pending* fio_pending_add(struct fio_reactor* reactor,
                                const struct fio_operation* operation);

/* That of a token, until it is handed back, or NULL. */
struct pending* fio_pending_find(const struct fio_reactor* reactor,
                                 uint32_t token);

/* Completes an operation, wherever it is. `result` may be an error, less than
 * 0. */
void fio_complete(struct fio_reactor* reactor,
                  struct pending* pending,
                  int64_t result,
                  int64_t value);

/* Completes an operation with ECANCELED, unless it is complete. */
void fio_pending_cancel(struct fio_reactor* reactor, struct pending* pending);

/* Forgets one that is complete. */
void fio_pending_remove(struct fio_reactor* reactor, struct pending* pending);

#endif
