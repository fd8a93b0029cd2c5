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
 * How operations begin, and how those go on that threads have done jobs for.
 */

#ifndef WASM_FIBERS_IO_NATIVE_BEGIN_H
#define WASM_FIBERS_IO_NATIVE_BEGIN_H

#include "reactor.h"

/* Begins an operation that has a token, and does what can be done of it at
   once. Returns NULL, or how the program has broken the rules of ring.h. */
const char* fio_begin(struct fio_reactor* reactor,
                      const struct fio_operation* operation);

/* Goes on with the operations whose jobs are done. */
void fio_go_on_with_jobs(struct fio_reactor* reactor);

#endif
