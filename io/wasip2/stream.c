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
 * Bytes of connections and files.
 */

#include "allocation.h"
#include "attempt.h"
#include "errors.h"

#include <errno.h>

/* The most that is read or written at once. The host has a buffer of this size,
   and what a client doesn't read stays there after the connection is closed. */
enum { AT_ONCE = 65536 };

static uint32_t at_once(uint64_t size) {
  return size < AT_ONCE ? (uint32_t)size : AT_ONCE;
}

bool fio_attempt_input(struct pending* pending, resource_t input) {
  const struct fio_operation* operation = &pending->operation;
  uint32_t size = at_once(operation->size);
  struct bytes_result result;
  fio_allocate_at((void*)(uintptr_t)operation->address, size);
  wasi_read(input, size, &result);
  fio_allocated();
  if (!result.failed && result.size == 0 && size > 0) {
    return false;
  }
  int64_t received = result.size;
  if (result.failed) {
    bool is_file = operation->code == FIO_OP_READ;
    received = !fio_is_stream_error(&result.failure) ? 0
               : is_file                             ? -EIO
                                                     : -ECONNRESET;
  }
  fio_complete(pending, received, 0);
  return true;
}

bool fio_attempt_recv(struct pending* pending, const struct handle* handle) {
  if (fio_attempt_input(pending, handle->input)) {
    return true;
  }
  return fio_wait_for(pending, wasi_input_subscribe, handle->input);
}

/* Hands bytes to the host, which has a permit for some. Returns false at an
   error, with errno set. */
static bool write_some(struct pending* pending, struct handle* handle) {
  const struct fio_operation* operation = &pending->operation;
  uint32_t left = operation->size - pending->sent;
  uint32_t size = at_once(left < handle->permit ? left : handle->permit);
  struct written_result result;
  wasi_write(handle->output,
             (const uint8_t*)(uintptr_t)operation->address + pending->sent,
             size,
             &result);
  if (result.failed) {
    errno = fio_send_error(&result.failure);
    return false;
  }
  handle->writes = true;
  pending->sent += size;
  return fio_handle_check_write(handle);
}

bool fio_attempt_send(struct pending* pending, struct handle* handle) {
  bool works = handle->permit > 0 || fio_handle_check_write(handle);
  while (works && handle->permit > 0) {
    if (pending->sent == pending->operation.size) {
      fio_complete(pending, pending->sent, 0);
      return true;
    }
    works = write_some(pending, handle);
  }
  if (!works) {
    fio_complete(pending, -errno, 0);
    return true;
  }
  return fio_wait_for(pending, wasi_output_subscribe, handle->output);
}
