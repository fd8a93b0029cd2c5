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
 * Files. To open one blocks the program, as all of WASI 0.2's calls do that
 * have to do with names. To read one doesn't: that is a stream.
 */

#include "attempt.h"
#include "errors.h"
#include "text.h"

#include <errno.h>
#include <string.h>

/* The directory of this name that the host has given the program, or 0. */
static resource_t find_directory(const char* name) {
  static struct directories directories;
  if (!directories.first) {
    wasi_get_directories(&directories);
  }
  for (uint32_t i = 0; i < directories.count; i++) {
    const struct directory* directory = &directories.first[i];
    if (strlen(name) == directory->size &&
        memcmp(name, directory->name, directory->size) == 0) {
      return directory->descriptor;
    }
  }
  return 0;
}

/* Opens a regular file in a directory, and notes its size. To open others may
   block for ever, or change something. Returns 0 at an error, with errno set.
 */
static resource_t
open_file(resource_t directory, const char* path, int64_t* size) {
  uint32_t length = strlen(path);
  struct stat_result status;
  wasi_stat_at(directory, WASI_SYMLINK_FOLLOW, path, length, &status);
  if (status.failed) {
    errno = fio_file_error(status.error);
    return 0;
  }
  if (status.type != WASI_REGULAR_FILE) {
    errno = status.type == WASI_DIRECTORY ? EISDIR : EACCES;
    return 0;
  }
  struct resource_result file;
  wasi_open_at(
    directory, WASI_SYMLINK_FOLLOW, path, length, 0, WASI_READ, &file);
  if (file.failed) {
    errno = fio_file_error(file.error);
    return 0;
  }
  *size = (int64_t)status.size;
  return file.resource;
}

void fio_open_now(struct pending* pending) {
  const char* path = (const char*)(uintptr_t)pending->operation.extra;
  resource_t directory =
    find_directory((const char*)(uintptr_t)pending->operation.address);
  if (!directory || !fio_text_is_valid(path)) {
    fio_complete(pending, -ENOENT, 0);
    return;
  }
  int64_t size;
  resource_t file =
    fio_handle_available() ? open_file(directory, path, &size) : 0;
  if (!file) {
    fio_complete(pending, -errno, 0);
    return;
  }
  struct handle* handle = fio_handle_open();
  handle->file = file;
  fio_complete(pending, handle->number, size);
}

bool fio_attempt_read(struct pending* pending, const struct handle* handle) {
  if (!pending->input) {
    struct resource_result input;
    wasi_read_via_stream(handle->file, pending->operation.extra, &input);
    if (input.failed) {
      fio_complete(pending, -fio_file_error(input.error), 0);
      return true;
    }
    pending->input = input.resource;
  }
  if (fio_attempt_input(pending, pending->input)) {
    return true;
  }
  return fio_wait_for(pending, wasi_input_subscribe, pending->input);
}
