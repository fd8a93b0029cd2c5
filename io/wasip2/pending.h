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

#ifndef WASM_FIBERS_IO_WASIP2_PENDING_H
#define WASM_FIBERS_IO_WASIP2_PENDING_H

#include "../ring.h"
#include "lane.h"
#include <stdbool.h>

/* It stays when it is complete, for the next operation with its token. */
struct pending {
  struct fio_operation operation;
  bool incomplete;
  struct link link; /* In the queue of a lane, or of those that are complete. */
  struct lane* lane; /* That it waits in. */

  uint32_t sent; /* Of a SEND. */

  /* What a LISTEN, a CONNECT or a READ has of its own until it is complete. */
  struct lane own;
  struct link of_file; /* A READ is in the queue of its descriptor. */
  resource_t names;    /* Those of a host that has to be looked up. */
  resource_t socket;
  resource_t input;
  bool bound;

  int32_t result; /* When it is complete, or what it is so far. */
  int64_t value;
};

/* That of a link in a lane, NULL for none. */
static inline struct pending* fio_pending_of(struct link* link) {
  return FIO_OWNER(link, struct pending, link);
}

/* That of a link of a descriptor, NULL for none. */
static inline struct pending* fio_pending_of_file(struct link* link) {
  return FIO_OWNER(link, struct pending, of_file);
}

/* Begins one with a token that no other has. */
struct pending* fio_pending_add(const struct fio_operation* operation);

/* That of a token, or NULL if it is complete. */
struct pending* fio_pending_find(uint32_t token);

/* Completes an operation, wherever it waits. `result` may be an error, less
 * than 0. */
void fio_complete(struct pending* pending, int64_t result, int64_t value);

/* Completes all with ECANCELED, and forgets those that are complete. */
void fio_pendings_end(void);

/* Whether some are complete. */
bool fio_is_complete(void);

/* Hands back one that is complete. Returns false if there is none. */
bool fio_next_completion(struct fio_completion* completion);

#endif
