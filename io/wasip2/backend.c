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
 * The back end on WASI 0.2: the program is a component, and any host of WASI's
 * runs it.
 *
 * What can be done at once is done at once. The rest waits in lanes: two of its
 * descriptor, one to read and one to write, or one of its own. A turn has at
 * most one call that waits, of wasi:io/poll.
 *
 *     backend.c     the turn, and how operations begin
 *     lane.c        the wait
 *     socket.c      how connections begin
 *     stream.c      bytes
 *     file.c        files
 *     pending.c     operations that aren't complete
 *     handle.c      what the program has open, and how connections end
 *     imports.h     WASI's functions
 */

#include "../backend.h"
#include "attempt.h"

#include <errno.h>

/* The time that the last turn has given, and that the last has that polled. */
static int64_t now;
static int64_t polled_at;

bool fio_attempt(struct pending* pending) {
  struct handle* handle = fio_handle_find(pending->operation.descriptor);
  switch (pending->operation.code) {
    case FIO_OP_LISTEN:
      return fio_attempt_listen(pending);
    case FIO_OP_CONNECT:
      return fio_attempt_connect(pending);
    case FIO_OP_ACCEPT:
      return fio_attempt_accept(pending, handle);
    case FIO_OP_RECV:
      return fio_attempt_recv(pending, handle);
    case FIO_OP_SEND:
      return fio_attempt_send(pending, handle);
    default:
      return fio_attempt_read(pending, handle);
  }
}

/* Does what can be done of the operations in a lane, in order. */
static void go_on_in(struct lane* lane) {
  while (lane->waiting.first &&
         fio_attempt(fio_pending_of(lane->waiting.first))) {
  }
  if (lane->waiting.first) {
    fio_lane_watch(lane);
  }
}

/* Begins an operation, behind those that wait in its lane. */
static void start_in(struct lane* lane, struct pending* pending) {
  bool is_first = !lane->waiting.first;
  pending->lane = lane;
  fio_queue_push(&lane->waiting, &pending->link);
  if (is_first) {
    go_on_in(lane);
  }
}

static void begin(const struct fio_operation* operation) {
  struct pending* pending = fio_pending_add(operation);
  struct handle* handle = fio_handle_find(operation->descriptor);
  switch (operation->code) {
    case FIO_OP_OPEN:
      fio_open_now(pending);
      break;
    case FIO_OP_LISTEN:
    case FIO_OP_CONNECT:
      start_in(&pending->own, pending);
      break;
    case FIO_OP_READ:
      fio_queue_push(&handle->reads, &pending->of_file);
      start_in(&pending->own, pending);
      break;
    case FIO_OP_SEND:
      start_in(&handle->writers, pending);
      break;
    default:
      start_in(&handle->readers, pending);
      break;
  }
}

static void half_close(const struct handle* handle) {
  struct status_result result;
  wasi_shutdown(handle->socket, WASI_SHUTDOWN_SEND, &result);
}

static void take(const struct fio_operation* operation) {
  struct handle* handle = fio_handle_find(operation->descriptor);
  struct pending* pending;
  switch (operation->code) {
    case FIO_OP_HALF_CLOSE:
      half_close(handle);
      break;
    case FIO_OP_CLOSE:
      fio_handle_close(handle);
      break;
    case FIO_OP_CANCEL:
      pending = fio_pending_find(operation->token);
      if (pending) {
        fio_complete(pending, -ECANCELED, 0);
      }
      break;
    default:
      begin(operation);
      break;
  }
}

/*
 * Whether a turn that doesn't wait looks what is ready. A poll takes a time for
 * each pollable, ready or not: at least as much passes between two of them, so
 * that a server of many connections doesn't spend its time on looking.
 */
static bool is_time_to_look(void) {
  enum { NANOSECONDS_EACH = 500 }; /* Wasmtime 49 takes 600. */
  uint32_t count = fio_lanes_count();
  return count > 0 && now - polled_at >= (int64_t)count * NANOSECONDS_EACH;
}

/* Returns whether it has polled. */
static bool wait(int64_t timeout) {
  if (timeout != 0 && !fio_is_complete()) {
    fio_lanes_poll(timeout < 0 ? -1 : now + timeout);
  } else if (is_time_to_look()) {
    fio_lanes_poll(0);
  } else {
    return false;
  }
  for (struct lane* lane; (lane = fio_lanes_next());) {
    if (lane->waiting.first) {
      go_on_in(lane);
    } else {
      fio_handle_linger(lane);
    }
  }
  return true;
}

int fio_backend_start(void) {
  fio_network_start();
  return 0;
}

uint32_t fio_backend_turn(struct fio_turn* turn) {
  const struct fio_operation* operations =
    (const struct fio_operation*)(uintptr_t)turn->operations;
  struct fio_completion* completions =
    (struct fio_completion*)(uintptr_t)turn->completions;
  for (uint32_t i = 0; i < turn->operation_count; i++) {
    take(&operations[i]);
  }
  bool has_polled = wait(turn->timeout);
  now = (int64_t)wasi_now();
  polled_at = has_polled ? now : polled_at;
  turn->now = now;
  uint32_t count = 0;
  while (count < turn->completion_room &&
         fio_next_completion(&completions[count])) {
    count++;
  }
  return count;
}

void fio_backend_stop(void) {
  fio_pendings_end();
  fio_handles_close();
}
