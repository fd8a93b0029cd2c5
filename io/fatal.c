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

#include "fatal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

_Noreturn void fio_fatal(const char* text) {
  const struct iovec parts[] = {
    {"fio: ", 5},
    {(char*)text, strlen(text)},
    {"\n", 1},
  };
  /* There is nothing left to do if that fails. */
  ssize_t written = writev(2, parts, sizeof parts / sizeof *parts);
  (void)written;
  abort();
}
