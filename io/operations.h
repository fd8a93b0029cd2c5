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
 * Operations of the back end (ring.h), as tasks see them: calls that wait.
 */

#ifndef WASM_FIBERS_IO_OPERATIONS_H
#define WASM_FIBERS_IO_OPERATIONS_H

#include "ring.h"
#include "task.h"

/*
 * Makes room for `count` operations more in one turn, for good. Who may hand
 * over some has reserved as many, so that it can't fail then. Returns whether
 * there was memory.
 */
bool fio_operations_reserve(uint32_t count);

/*
 * Hands over an operation, and waits until it is complete. Its buffers stay
 * where they are meanwhile. Returns its result, or -1 with errno set. Stores
 * its value in
 * `*value` unless that is NULL.
 */
int64_t fio_operation_wait(struct fio_operation operation,
                           int64_t* value,
                           fio_time_t deadline);

/* Hands over an operation that isn't completed. */
void fio_operation_give(struct fio_operation operation);

/* Has the operation completed that a task waits for. */
void fio_operation_cancel(struct task* task);

/* One turn of the back end: hands over what there is, waits, and wakes tasks.
   If the host says so, begins the end of the program. */
void fio_operations_turn(int64_t timeout);

void fio_operations_free(void);

#endif
