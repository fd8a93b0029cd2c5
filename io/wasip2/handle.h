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
 * What the program has open: numbers of its own for resources of WASI's.
 */

#ifndef WASM_FIBERS_IO_WASIP2_HANDLE_H
#define WASM_FIBERS_IO_WASIP2_HANDLE_H

#include "pending.h"

struct handle {
  int number; /* The program's. */
  bool open;

  /* Of a listener, a connection or a file; 0 for none. */
  resource_t socket;
  resource_t input;
  resource_t output;
  resource_t file;

  struct lane readers; /* Operations that wait until it can be read. */
  struct lane writers;
  struct queue reads; /* Those of a file, which don't wait for each other. */

  uint64_t permit; /* How much `output` takes now. */
  bool writes;     /* The host hasn't sent yet all that it has taken. */

  struct link link; /* In the queue of closed ones. */
};

/* What is open by this number, or NULL. */
struct handle* fio_handle_find(int32_t number);

/* Whether there may be one more. Returns false with errno set. */
bool fio_handle_available(void);

/* A number for what the caller stores there. */
struct handle* fio_handle_open(void);

/* Cancels what waits for it, and closes it. */
void fio_handle_close(struct handle* handle);

/* Closes all that are open. */
void fio_handles_close(void);

/* Asks how much may be written. Returns false at an error, with errno set. */
bool fio_handle_check_write(struct handle* handle);

/* Goes on with what has been closed while the host was still sending.
   `writers` is its lane, which is ready. */
void fio_handle_linger(struct lane* writers);

#endif
