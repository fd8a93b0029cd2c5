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

#include "descriptors.h"
#include "operations.h"
#include <errno.h>
#include <stdlib.h>

/* How many clients wait in the system's queue at most. Once as many have been
   accepted after fio_shutdown, all that waited then are among them. */
enum { MAX_WAITING = 4096 };

int fio_listen(const char* address, uint16_t port, unsigned limit) {
  if (limit == 0) {
    errno = EINVAL;
    return -1;
  }
  struct listener* listener = calloc(1, sizeof *listener);
  if (!listener) {
    errno = ENOMEM;
    return -1;
  }
  int64_t actual_port;
  int number = (int)fio_operation_wait(
    (struct fio_operation){
      .code = FIO_OP_LISTEN, .address = (uintptr_t)address, .size = port},
    &actual_port,
    FIO_NEVER);
  if (number >= 0) {
    *listener = (struct listener){
      .open = true, .port = (uint16_t)actual_port, .limit = limit};
    number = fio_descriptor_add(number, LISTENER, listener);
  }
  if (number < 0) {
    free(listener);
  }
  return number;
}

int fio_port(int number) {
  struct descriptor* descriptor = fio_descriptor_find(number, LISTENER);
  return descriptor ? descriptor->listener->port : -1;
}

/* Waits until there may be one connection more, and counts it. Returns whether
   it may be accepted. */
static bool reserve_connection(struct listener* listener, fio_time_t deadline) {
  while (listener->connections >= listener->limit) {
    /* If this fails, the listener may be gone. */
    if (fio_park(&listener->waiters, deadline) < 0) {
      return false;
    }
  }
  listener->connections++;
  return true;
}

/* Waits for a client of a listener that has room for it. */
static int take_client(struct listener* listener,
                       int number,
                       struct task* task,
                       fio_time_t deadline) {
  int connection;
  bool was_ending;
  do {
    was_ending = fio_loop.shutting_down;
    task->accepting = true;
    connection = (int)fio_operation_wait(
      (struct fio_operation){.code = FIO_OP_ACCEPT, .descriptor = number},
      NULL,
      deadline);
    task->accepting = false;
    /* Who connected just before fio_shutdown ended this wait has not been seen
       by it, but is by one that begins after that. */
  } while (connection < 0 && fio_loop.shutting_down != was_ending &&
           listener->open);
  return connection < 0 ? -1
                        : fio_descriptor_add(connection, CONNECTION, listener);
}

int fio_accept(int number, fio_time_t deadline) {
  struct descriptor* descriptor = fio_descriptor_find(number, LISTENER);
  struct task* task = descriptor ? fio_task_to_wait() : NULL;
  if (!task) {
    return -1;
  }
  struct listener* listener = descriptor->listener;
  if (listener->late >= MAX_WAITING) {
    errno = ECANCELED;
    return -1;
  }
  if (!reserve_connection(listener, deadline)) {
    return -1;
  }
  int connection = take_client(listener, number, task, deadline);
  if (connection < 0) {
    int error = errno;
    fio_listener_release(listener);
    errno = error;
  } else if (fio_loop.shutting_down) {
    listener->late++;
  }
  return connection;
}

int fio_connect(const char* host, uint16_t port, fio_time_t deadline) {
  int number = (int)fio_operation_wait(
    (struct fio_operation){
      .code = FIO_OP_CONNECT, .address = (uintptr_t)host, .size = port},
    NULL,
    deadline);
  return number < 0 ? -1 : fio_descriptor_add(number, CONNECTION, NULL);
}

/* The most that an operation transfers: what fits its result. */
static uint32_t at_once(size_t size) {
  return size < INT32_MAX ? (uint32_t)size : INT32_MAX;
}

ssize_t fio_recv(int number, void* buffer, size_t size, fio_time_t deadline) {
  if (!fio_descriptor_find(number, CONNECTION)) {
    return -1;
  }
  if (size == 0) {
    return fio_task_to_wait() ? 0 : -1;
  }
  return (ssize_t)fio_operation_wait(
    (struct fio_operation){.code = FIO_OP_RECV,
                           .descriptor = number,
                           .address = (uintptr_t)buffer,
                           .size = at_once(size)},
    NULL,
    deadline);
}

ssize_t
fio_send(int number, const void* buffer, size_t size, fio_time_t deadline) {
  size_t sent = 0;
  do {
    if (!fio_descriptor_find(number, CONNECTION)) {
      return -1;
    }
    int64_t more = fio_operation_wait(
      (struct fio_operation){.code = FIO_OP_SEND,
                             .descriptor = number,
                             .address = (uintptr_t)buffer + sent,
                             .size = at_once(size - sent)},
      NULL,
      deadline);
    if (more < 0) {
      return -1;
    }
    sent += more;
  } while (sent < size);
  return (ssize_t)size;
}

int fio_half_close(int number) {
  struct descriptor* descriptor = fio_descriptor_find(number, CONNECTION);
  if (!descriptor) {
    return -1;
  }
  if (!descriptor->half_closed) {
    descriptor->half_closed = true;
    fio_operation_give(
      (struct fio_operation){.code = FIO_OP_HALF_CLOSE, .descriptor = number});
  }
  return 0;
}
