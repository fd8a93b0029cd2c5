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

int fio_open(const char* directory,
             const char* path,
             int64_t* size,
             fio_time_t deadline) {
  int number = (int)fio_operation_wait(
    (struct fio_operation){.code = FIO_OP_OPEN,
                           .address = (uintptr_t)directory,
                           .extra = (uintptr_t)path},
    size,
    deadline);
  return number < 0 ? -1 : fio_descriptor_add(number, OPEN_FILE, NULL);
}

ssize_t fio_read_file(
  int number, void* buffer, size_t size, int64_t offset, fio_time_t deadline) {
  if (!fio_descriptor_find(number, OPEN_FILE)) {
    return -1;
  }
  return (ssize_t)fio_operation_wait(
    (struct fio_operation){.code = FIO_OP_READ,
                           .descriptor = number,
                           .address = (uintptr_t)buffer,
                           .size =
                             size < INT32_MAX ? (uint32_t)size : INT32_MAX,
                           .extra = (uint64_t)offset},
    NULL,
    deadline);
}
