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

#include "memory.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

void* fio_memory_at(const struct fio_memory* memory, uint64_t address) {
  return (void*)((uintptr_t)memory->base + (uintptr_t)address);
}

const char* fio_memory_text(const struct fio_memory* memory, uint64_t address) {
  if (address >= memory->size) {
    errno = EFAULT;
    return NULL;
  }
  const char* text = fio_memory_at(memory, address);
  uint64_t left = memory->size - address;
  size_t most = left < PATH_MAX ? (size_t)left : PATH_MAX;
  if (strnlen(text, most) < most) {
    return text;
  }
  errno = most == PATH_MAX ? ENAMETOOLONG : EFAULT;
  return NULL;
}
