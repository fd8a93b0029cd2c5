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

#include "allocation.h"

#include <stddef.h>

enum { PAGE = 65536 };

/*
 * What is left of the memory to store in. The first is for what the adapter of
 * preview 1 asks for, which is two pages, before main: malloc of wasi-libc
 * takes the whole memory, as large as it is at its first call, for its own.
 * What is added after that is not.
 */
static _Alignas(16) char first[2 * PAGE + 1024];
static uintptr_t begin = (uintptr_t)first;
static uintptr_t end = (uintptr_t)(first + sizeof first);

static void* next_place;
static uint32_t next_room;

void fio_allocate_at(void* place, uint32_t room) {
  next_place = place;
  next_room = room;
}

void fio_allocated(void) { next_place = NULL; }

/* Nothing of what is asked for here is ever freed or grown: each list is stored
   whole. */
__attribute__((export_name("cabi_realloc"))) void*
cabi_realloc(void* old, size_t old_size, size_t alignment, size_t size) {
  if (old || old_size > 0) {
    __builtin_trap();
  }
  if (next_place && size <= next_room) {
    return next_place;
  }
  uintptr_t address = (begin + alignment - 1) & -alignment;
  if (address > end || size > end - address) {
    size_t pages = size / PAGE + 1;
    size_t added = __builtin_wasm_memory_grow(0, pages);
    if (added == SIZE_MAX) {
      __builtin_trap();
    }
    address = added * PAGE;
    end = address + pages * PAGE;
  }
  begin = address + size;
  return (void*)address;
}
