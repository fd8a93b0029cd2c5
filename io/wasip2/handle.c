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
 * How a connection ends. To drop an output stream blocks the whole program,
 * until the other side has taken what the host was given to send, which may be
 * never. So a connection that is closed before that lingers: it has no number
 * any more, and its stream is dropped once nothing is left to send.
 */

#include "handle.h"
#include "../array.h"
#include "errors.h"

#include <errno.h>
#include <stdlib.h>

/*
 * The first numbers belong to WASI. How many may be open is limited by what
 * Wasmtime ends a program for: more than 100,000 resources. A connection is up
 * to 5, its pollables included.
 */
enum { FIRST = 3, MOST = 16384 };

static struct handle** handles; /* By number, less FIRST. */
static uint32_t count;
static uint32_t room;
static struct queue closed; /* Those whose numbers are free. */

struct handle* fio_handle_find(int32_t number) {
  uint32_t index = (uint32_t)number - FIRST;
  return index < count && handles[index]->open ? handles[index] : NULL;
}

bool fio_handle_available(void) {
  if (closed.first || count < MOST) {
    return true;
  }
  errno = EMFILE;
  return false;
}

static struct handle* add(void) {
  if (count == room) {
    uint32_t larger = 2 * room + 64;
    handles = fio_checked(fio_array_move(
      handles, room * sizeof *handles, larger * sizeof *handles));
    room = larger;
  }
  struct handle* handle = fio_checked(calloc(1, sizeof *handle));
  handle->number = (int)count + FIRST;
  handles[count++] = handle;
  return handle;
}

struct handle* fio_handle_open(void) {
  struct link* link = fio_queue_pop(&closed);
  struct handle* handle = link ? FIO_OWNER(link, struct handle, link) : add();
  handle->open = true;
  return handle;
}

static void cancel_all(struct handle* handle) {
  struct pending* pending;
  while ((pending = fio_pending_of(handle->readers.waiting.first)) ||
         (pending = fio_pending_of(handle->writers.waiting.first)) ||
         (pending = fio_pending_of_file(handle->reads.first))) {
    fio_complete(pending, -ECANCELED, 0);
  }
}

/* Drops its resources, what was made last first, and frees its number. */
static void drop(struct handle* handle) {
  fio_lane_drop_pollable(&handle->writers);
  if (handle->output) {
    wasi_drop_output(handle->output);
  }
  if (handle->socket) {
    wasi_drop_socket(handle->socket);
  }
  if (handle->file) {
    wasi_drop_descriptor(handle->file);
  }
  *handle = (struct handle){.number = handle->number};
  fio_queue_push(&closed, &handle->link);
}

bool fio_handle_check_write(struct handle* handle) {
  struct permit_result result;
  wasi_check_write(handle->output, &result);
  if (result.failed) {
    handle->writes = false;
    errno = fio_send_error(&result.failure);
    return false;
  }
  handle->permit = result.permit;
  handle->writes = handle->writes && result.permit == 0;
  return true;
}

void fio_handle_close(struct handle* handle) {
  handle->open = false;
  cancel_all(handle);
  fio_lane_drop_pollable(&handle->readers);
  if (handle->input) {
    wasi_drop_input(handle->input);
  }
  if (handle->writes && fio_handle_check_write(handle) && handle->writes) {
    fio_lane_watch(&handle->writers);
  } else {
    drop(handle);
  }
}

void fio_handle_linger(struct lane* writers) {
  struct handle* handle = FIO_OWNER(writers, struct handle, writers);
  if (!fio_handle_check_write(handle) || !handle->writes) {
    drop(handle);
  }
}

void fio_handles_close(void) {
  for (uint32_t i = 0; i < count; i++) {
    if (handles[i]->open) {
      fio_handle_close(handles[i]);
    }
  }
}
