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

#include "operations.h"
#include "array.h"
#include "backend.h"
#include <errno.h>
#include <stdlib.h>

/* What the next turn hands over. */
static struct fio_operation* operations;
static uint32_t count;
static uint32_t room;
static uint32_t reserved; /* At most `room`. */

bool fio_operations_reserve(uint32_t more) {
  if (more > room - reserved) {
    uint32_t larger = 2 * room + 64;
    struct fio_operation* moved =
      fio_array_move(operations, count * sizeof *moved, larger * sizeof *moved);
    if (!moved) {
      return false;
    }
    operations = moved;
    room = larger;
  }
  reserved += more;
  return true;
}

void fio_operation_give(struct fio_operation operation) {
  operations[count++] = operation;
}

void fio_operation_cancel(struct task* task) {
  fio_operation_give(
    (struct fio_operation){.code = FIO_OP_CANCEL, .token = task->index});
}

int64_t fio_operation_wait(struct fio_operation operation,
                           int64_t* value,
                           fio_time_t deadline) {
  struct task* task = fio_task_to_wait();
  if (!task) {
    return -1;
  }
  operation.token = task->index;
  fio_operation_give(operation);
  fio_loop.in_flight++;
  task->state = OPERATING;
  fio_begin_wait(task, deadline);
  fiber_yield(NULL);
  if (value) {
    *value = task->value;
  }
  if (task->result >= 0) {
    return task->result;
  }
  /* The back end can't know why it was to cancel. */
  errno = task->result == -ECANCELED && task->outcome != 0 ? task->outcome
                                                           : (int)-task->result;
  return -1;
}

void fio_operations_turn(int64_t timeout) {
  enum { AT_ONCE = 256 };
  static struct fio_completion completions[AT_ONCE];
  struct fio_turn turn = {
    .operations = (uintptr_t)operations,
    .completions = (uintptr_t)completions,
    .timeout = timeout,
    .grace = -1,
    .operation_count = count,
    .completion_room = AT_ONCE,
  };
  uint32_t completed = fio_backend_turn(&turn);
  count = 0;
  fio_loop.now = turn.now;
  for (uint32_t i = 0; i < completed; i++) {
    struct task* task = fio_loop.tasks[completions[i].token];
    task->result = completions[i].result;
    task->value = completions[i].value;
    fio_loop.in_flight--;
    fio_wake(task, task->outcome);
  }
  if (turn.grace >= 0) {
    fio_shutdown(turn.grace);
  }
}

void fio_operations_free(void) {
  free(operations);
  operations = NULL;
  count = room = reserved = 0;
}
