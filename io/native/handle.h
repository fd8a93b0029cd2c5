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
 * What a program has open: numbers of its own for descriptors of the system's.
 */

#ifndef WASM_FIBERS_IO_NATIVE_HANDLE_H
#define WASM_FIBERS_IO_NATIVE_HANDLE_H

#include "reactor.h"

struct handle {
  int number;           /* The program's. */
  int file;             /* The system's, or -1 when it is closed. */
  struct queue readers; /* Operations that wait until it can be read. */
  struct queue writers;
  struct link link; /* In the queue of closed ones. */
};

/* What is open by this number, or NULL. */
struct handle* fio_handle_find(const struct fio_reactor* reactor,
                               int32_t number);

/* Whether there may be one more. Returns false with errno set. */
bool fio_handle_available(const struct fio_reactor* reactor);

/* Gives a file a number. */
struct handle* fio_handle_open(struct fio_reactor* reactor, int file);

/* The same, of a socket, and has epoll tell when it is ready. Closes it and
   returns NULL with errno set if that fails. */
struct handle* fio_handle_register(struct fio_reactor* reactor, int socket);

/* Cancels what waits for it, and closes it. */
void fio_handle_close(struct fio_reactor* reactor, struct handle* handle);

#endif
