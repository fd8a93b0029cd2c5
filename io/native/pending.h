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
 * Operations that aren't complete, by their tokens, and the descriptors that
 * they wait for.
 */

#ifndef WASM_FIBERS_IO_NATIVE_PENDING_H
#define WASM_FIBERS_IO_NATIVE_PENDING_H

#include "../queue.h"
#include "../ring.h"
#include "jobs.h"
#include <stddef.h>

struct pending {
  struct fio_operation operation;
  struct link link; /* In the queue that it waits in. */

  struct job* job;          /* That a thread does for it, or has done. */
  struct addrinfo* address; /* Of a CONNECT: the one to be tried next. */
  uint32_t sent;            /* Of a SEND. */

  int32_t result; /* When it is complete. */
  int64_t value;
};

struct descriptor_state {
  bool open;
  bool closing; /* When the jobs that use it are done. */
  int jobs;
  struct queue readers; /* Who waits until it can be read. */
  struct queue writers;
};

/* Those that are complete, and not handed back yet. */
extern struct queue fio_completed;

/* That of a link, NULL for none. */
static inline struct pending* fio_pending_of(struct link* link) {
  return link ? (struct pending*)((char*)link - offsetof(struct pending, link))
              : NULL;
}

/* That of a token, which is in no queue, or was in that of completed ones. */
struct pending* fio_pending_find(uint32_t token);

/* Completes an operation, wherever it is. `result` may be an error, less than
 * 0. */
void fio_complete(struct pending* pending, int64_t result, int64_t value);

/* Completes an operation with ECANCELED, unless it is complete. */
void fio_pending_cancel(struct pending* pending);

/* What is known of a descriptor. The address holds. */
struct descriptor_state* fio_descriptor_state(int number);

/* Cancels what waits for a descriptor, and closes it. */
void fio_descriptor_close(int number);

/* A job that used a descriptor is done. */
void fio_descriptor_job_done(int number);

/* Closes all descriptors, cancels all operations, and forgets them. */
void fio_pending_free(void);

#endif
