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

#include "array.h"
#include "fatal.h"
#include <stdlib.h>
#include <string.h>

void* fio_array_move(void* array, size_t used, size_t size) {
  void* moved = malloc(size);
  if (moved && used > 0) {
    memcpy(moved, array, used);
  }
  if (moved) {
    free(array);
  }
  return moved;
}

void* fio_checked(void* memory) {
  if (!memory) {
    fio_fatal("no memory for an operation");
  }
  return memory;
}
