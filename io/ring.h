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
 * What a program and its back end say to each other. This is the one place that
 * defines it; js/io/ring.mjs has the same numbers for JavaScript, and a test
 * compares the two.
 *
 * Once in a turn of its loop, the program hands over all operations that it
 * wants, and gets back those that are complete:
 *
 *     program                                     back end
 *
 *     operations: [RECV 7] [SEND 4] [CANCEL 9]
 *     timeout                        ---------->  starts the operations, and
 *                                                 waits until one is complete,
 *                                                 or for `timeout` nanoseconds
 *     completions: [4: 120 bytes]
 *                  [9: -ECANCELED]   <----------
 *     now
 *
 * Each operation that has a token is completed once, in any later turn. Until
 * then, its buffer stays where it is, and the token is taken. Addresses are 64
 * bits wide, so that the layout is the same on every machine. Numbers have the
 * byte order of the machine, which is little endian in WebAssembly. Errors are
 * negative numbers of the program's own errno.h, which is WASI's in
 * WebAssembly.
 */

#ifndef WASM_FIBERS_IO_RING_H
#define WASM_FIBERS_IO_RING_H

#include <assert.h>
#include <stdint.h>

/* A token is a number less than this, of which no operation has another. */
enum { FIO_TOKENS = 1 << 20 };

/* The `result` of each is a descriptor, a number of bytes, or an error. */
enum {
  /* Listens on the address in numbers `text` and the port `size`. `value` of
     the completion is the port that it has got. */
  FIO_OP_LISTEN = 1,
  /* Accepts the next connection to `descriptor`. */
  FIO_OP_ACCEPT = 2,
  /* Connects to the host `text`, a name or an address, and the port `size`. */
  FIO_OP_CONNECT = 3,
  /* Receives at most `size` bytes into `address`; 0 bytes at the end. */
  FIO_OP_RECV = 4,
  /* Sends all `size` bytes from `address`. */
  FIO_OP_SEND = 5,
  /* Opens a file to read: `address` is the directory, `extra` the address of
     the path in it. `value` of the completion is the file's size. */
  FIO_OP_OPEN = 6,
  /* Reads at most `size` bytes from `extra` on into `address`. */
  FIO_OP_READ = 7,

  /* These are not completed. What can't be done of them is dropped. */

  /* Sends nothing more. */
  FIO_OP_HALF_CLOSE = 8,
  /* Closes. All operations on `descriptor` are completed with ECANCELED. */
  FIO_OP_CLOSE = 9,
  /* Completes the operation with this token with ECANCELED, unless it is
     complete. The back end doesn't touch its buffer after that. */
  FIO_OP_CANCEL = 10,
};

struct fio_operation {
  uint32_t code;
  uint32_t token;
  int32_t descriptor;
  uint32_t size;
  uint64_t address; /* Of a buffer, or of a text that ends in 0. */
  uint64_t extra;
};

struct fio_completion {
  uint32_t token;
  int32_t result;
  int64_t value;
};

struct fio_turn {
  uint64_t operations;  /* The address of the first. */
  uint64_t completions; /* Where to store them. */
  int64_t timeout;      /* In nanoseconds; less than 0 for none. */
  int64_t now;          /* The back end stores the time here, in nanoseconds. */
  int64_t grace;        /* Less than 0. In the turn in which the host is told to
                           end the program, the back end stores here how many
                           nanoseconds that may take. */
  uint32_t operation_count;
  uint32_t completion_room; /* How many there is room for. */
};

static_assert(sizeof(struct fio_operation) == 32, "the layout in ring.mjs");
static_assert(sizeof(struct fio_completion) == 16, "the layout in ring.mjs");
static_assert(sizeof(struct fio_turn) == 48, "the layout in ring.mjs");

#endif
