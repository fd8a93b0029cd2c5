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
 * The back end on Linux, for one program: a reactor around an epoll. The
 * library has one for the process (backend.c), and a driver has one for each
 * program that it runs (host/). It trusts a program with nothing: operations
 * may have any numbers.
 *
 * What can be done at once is done at once. The rest waits in two queues of its
 * descriptor, one to read and one to write, until epoll says that it is ready.
 * A descriptor is registered once, for both, and edges are reported: so it
 * costs one call of epoll_ctl in its life, and to wait costs none.
 *
 *     reactor.c     the wait
 *     begin.c       how operations begin
 *     attempt.c     the calls of the system, none of which blocks
 *     jobs.c        those that block, in threads
 *     pending.c     operations that aren't complete
 *     handle.c      what the program has open
 */

#ifndef WASM_FIBERS_IO_NATIVE_REACTOR_H
#define WASM_FIBERS_IO_NATIVE_REACTOR_H

#include "../queue.h"
#include "../ring.h"
#include "memory.h"

#ifdef __cplusplus
extern "C" {
#endif

struct fio_directory {
  const char* name; /* By which the program knows it. */
  int file;
  /* Its file system opens files that are in the system's cache at once. */
  bool opens_at_once;
};

/* What a program may do. All zero, that is nothing. The arrays stay where they
   are as long as the reactor. */
struct fio_grants {
  /* Connect to any host, and listen at any address. */
  bool network;
  /* Listen where others do that say the same. */
  bool shares_ports;

  /* Sockets that listen already. Each LISTEN takes the next, whatever its
     address is. */
  const int* listeners;
  uint32_t listener_count;

  /* Open files of these directories. */
  const struct fio_directory* directories;
  uint32_t directory_count;
  /* Open files of any directory, by its path. */
  bool all_directories;

  /* How many descriptors it may have open, and jobs have waiting. */
  uint32_t descriptor_limit;
};

struct fio_reactor {
  /* The program's. Whoever runs it sets this before the other calls: it may
     grow and move, and doesn't shrink. */
  struct fio_memory memory;

  struct fio_grants grants;
  uint32_t listeners_taken;
  int epoll;
  struct jobs* jobs;
  struct queue completed; /* Those that aren't handed back yet. */

  struct pending** pendings; /* By token. */
  uint32_t pending_room;

  struct handle** handles; /* By number. */
  uint32_t handle_count;
  uint32_t handle_room;
  struct queue closed; /* Those whose numbers are free. */
};

/* Makes a reactor, which ends its waits, too, when `event` (less than 0 for
   none) has become readable. Returns NULL with errno set. */
struct fio_reactor* fio_reactor_make(const struct fio_grants* grants,
                                     int event);

/* Does what an operation says, or begins to. Returns NULL, or a text that says
   how the program has broken the rules of ring.h. */
const char* fio_reactor_take(struct fio_reactor* reactor,
                             const struct fio_operation* operation);

/* Waits until an operation is complete, or for `timeout` nanoseconds. */
void fio_reactor_wait(struct fio_reactor* reactor, int64_t timeout);

/* Hands back one that is complete. Its error is a number of the system's.
   Returns false if there is none. */
bool fio_reactor_next(struct fio_reactor* reactor,
                      struct fio_completion* completion);

/* The time of ring.h. */
int64_t fio_reactor_now(void);

/* Drops all operations, closes all descriptors, and frees the reactor. */
void fio_reactor_free(struct fio_reactor* reactor);

#ifdef __cplusplus
}
#endif

#endif
