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
 * The memory of a program, as its back end sees it. Natively that is the
 * process's own: every address is in it, and stands for itself.
 */

#ifndef WASM_FIBERS_IO_NATIVE_MEMORY_H
#define WASM_FIBERS_IO_NATIVE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

struct fio_memory {
  void* base;
  uint64_t size;
};

#ifdef __cplusplus
extern "C" {
#endif

/* Whether there are `size` bytes at an address. */
static inline bool fio_memory_has(const struct fio_memory* memory,
                                  uint64_t address,
                                  uint64_t size) {
  return address <= memory->size && size <= memory->size - address;
}

/* Where an address is that the memory has. */
void* fio_memory_at(const struct fio_memory* memory, uint64_t address);

/* The text at an address, or NULL with errno set: EFAULT if the memory ends
   before it, ENAMETOOLONG if it is longer than a path may be. */
const char* fio_memory_text(const struct fio_memory* memory, uint64_t address);

#ifdef __cplusplus
}
#endif

#endif
