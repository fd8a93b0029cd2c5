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
 * How a process of the library's learns that it is to end: by SIGTERM or
 * SIGINT, unless the program has said what these do. Another one of them then
 * ends the process at once, as ever.
 */

#ifndef WASM_FIBERS_IO_NATIVE_SIGNALS_H
#define WASM_FIBERS_IO_NATIVE_SIGNALS_H

#include <stdbool.h>

/* Takes the signals. Returns a descriptor that can be read when one has come,
   or -1 with errno set. */
int fio_signals_begin(void);

/* Whether one has come, once. */
bool fio_signals_take(void);

/* Gives the signals back. One that nobody has taken does what it does then. */
void fio_signals_end(void);

#endif
