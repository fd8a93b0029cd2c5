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

#include "task.h"
#include "array.h"
#include "fatal.h"
#include "operations.h"
#include <errno.h>
#include <stdlib.h>

struct loop fio_loop;

static void make_ready(struct task* task) {
  task->state = READY;
  fio_queue_push(&fio_loop.ready, &task->link);
}

/* A task that doesn't run, as the loop sees it, has called this: on another
   fiber, whose yield went to the task and not to the loop. */
static void check_fiber(const struct task* task) {
  if (task->state != RUNNING) {
    fio_fatal(
      "a function that waits was called on a fiber that the task has made "
      "itself; call it on the task's own, or start a task with fio_async");
  }
}

struct task* fio_task_to_wait(void) {
  struct task* task = fio_loop.running;
  if (!task) {
    errno = EPERM;
    return NULL;
  }
  check_fiber(task);
  if (task->cancelled) {
    errno = ECANCELED;
    return NULL;
  }
  return task;
}

/* Whether fio_shutdown has ended what a task waits for. */
static bool is_ended(const struct task* task) {
  return fio_loop.shutting_down && (task->idle || task->accepting);
}

void fio_begin_wait(struct task* task, fio_time_t deadline) {
  task->outcome = 0;
  if (is_ended(task)) {
    /* What is there already, it may still have. */
    deadline = fio_loop.now;
  }
  fio_timers_start(&fio_loop.timers, &task->timer, deadline);
}

int fio_park(struct queue* queue, fio_time_t deadline) {
  struct task* task = fio_task_to_wait();
  if (!task) {
    return -1;
  }
  task->state = PARKED;
  if (queue) {
    fio_queue_push(queue, &task->link);
  }
  fio_begin_wait(task, deadline);
  fiber_yield(NULL);
  if (task->outcome == 0) {
    return 0;
  }
  errno = task->outcome;
  return -1;
}

void fio_wake(struct task* task, int outcome) {
  fio_queue_leave(&task->link);
  fio_timers_start(&fio_loop.timers, &task->timer, FIO_NEVER);
  task->outcome = outcome;
  make_ready(task);
}

void fio_wake_all(struct queue* queue, int outcome) {
  while (queue->first) {
    fio_wake(fio_task_of(queue->first), outcome);
  }
}

void fio_interrupt(struct task* task, int why) {
  if (task->state == PARKED) {
    fio_wake(task, why);
  } else if (task->state == OPERATING && task->outcome == 0) {
    fio_timers_start(&fio_loop.timers, &task->timer, FIO_NEVER);
    task->outcome = why;
    fio_operation_cancel(task);
  }
}

static void cancel(struct task* task) {
  task->cancelled = true;
  fio_interrupt(task, ECANCELED);
}

void fio_timer_over(struct timer* timer) {
  fio_timers_start(&fio_loop.timers, timer, FIO_NEVER);
  if (timer == &fio_loop.grace) {
    fio_loop.all_cancelled = true;
    fio_cancel_all();
  } else {
    struct task* task = (struct task*)timer;
    fio_interrupt(task, is_ended(task) ? ECANCELED : ETIMEDOUT);
  }
}

/* ---- The table of tasks ---- */

static fio_task_t handle_of(const struct task* task) {
  return (fio_task_t)task->generation << 32 | (task->index + 1);
}

/* The task of a handle, or NULL if it has ended. */
static struct task* find(fio_task_t handle) {
  uint32_t index = (uint32_t)handle - 1;
  if (index >= fio_loop.task_count) {
    return NULL;
  }
  struct task* task = fio_loop.tasks[index];
  return task->state != ENDED && handle_of(task) == handle ? task : NULL;
}

/* Adds a place to the table, and all that a task there may come to need. */
static struct task* add_task(void) {
  struct loop* loop = &fio_loop;
  if (loop->task_count == loop->task_room) {
    uint32_t room = 2 * loop->task_room + 16;
    struct task** tasks = fio_array_move(
      loop->tasks, loop->task_count * sizeof *tasks, room * sizeof *tasks);
    if (!tasks) {
      return NULL;
    }
    loop->tasks = tasks;
    loop->task_room = room;
  }
  /* One timer each, and one of the loop's; an operation, its end, and to close
     what it gives if that can't be kept. */
  if (!fio_timers_reserve(&loop->timers, loop->task_count + 2) ||
      !fio_operations_reserve(3)) {
    return NULL;
  }
  struct task* task = calloc(1, sizeof *task);
  if (task) {
    task->index = loop->task_count;
    loop->tasks[loop->task_count++] = task;
  }
  return task;
}

fio_task_t fio_task_start(fiber_entry_point_t entry, void* argument) {
  struct task* task = fio_task_of(fio_queue_pop(&fio_loop.ended));
  if (!task) {
    task = add_task();
  }
  if (!task) {
    errno = ENOMEM;
    return 0;
  }
  task->fiber = fiber_alloc(entry);
  if (!task->fiber) {
    task->state = ENDED;
    fio_queue_push(&fio_loop.ended, &task->link);
    errno = EAGAIN;
    return 0;
  }
  task->generation++;
  task->argument = argument;
  task->cancelled = fio_loop.all_cancelled;
  task->idle = false;
  fio_loop.alive++;
  make_ready(task);
  return handle_of(task);
}

void fio_task_run(struct task* task) {
  fiber_result_t result;
  task->state = RUNNING;
  fio_loop.running = task;
  fiber_resume(task->fiber, task->argument, &result);
  fio_loop.running = NULL;
  if (result == FIBER_YIELD) {
    return;
  }
  check_fiber(task);
  fiber_free(task->fiber);
  fio_wake_all(&task->waiters, 0);
  task->state = ENDED;
  fio_queue_push(&fio_loop.ended, &task->link);
  fio_loop.alive--;
}

void fio_tasks_free(void) {
  for (uint32_t i = 0; i < fio_loop.task_count; i++) {
    free(fio_loop.tasks[i]);
  }
  free(fio_loop.tasks);
}

/* ---- What programs call ---- */

fio_task_t fio_async(fiber_entry_point_t entry, void* argument) {
  if (!fio_loop.running) {
    errno = EPERM;
    return 0;
  }
  return fio_task_start(entry, argument);
}

fio_task_t fio_self(void) {
  return fio_loop.running ? handle_of(fio_loop.running) : 0;
}

int fio_wait(fio_task_t handle, fio_time_t deadline) {
  struct task* task = find(handle);
  if (!task) {
    return fio_task_to_wait() ? 0 : -1;
  }
  if (task == fio_loop.running) {
    errno = EDEADLK;
    return -1;
  }
  return fio_park(&task->waiters, deadline);
}

int fio_cancel(fio_task_t handle) {
  struct task* task = find(handle);
  if (!task) {
    errno = ESRCH;
    return -1;
  }
  cancel(task);
  return 0;
}

void fio_cancel_all(void) {
  for (uint32_t i = 0; i < fio_loop.task_count; i++) {
    struct task* task = fio_loop.tasks[i];
    if (task->state != ENDED && task != fio_loop.running) {
      cancel(task);
    }
  }
}

void fio_shutdown(fio_time_t grace) {
  struct loop* loop = &fio_loop;
  loop->shutting_down = true;
  for (uint32_t i = 0; i < loop->task_count; i++) {
    if (is_ended(loop->tasks[i])) {
      fio_interrupt(loop->tasks[i], ECANCELED);
    }
  }
  fio_time_t end = fio_after(grace);
  if (loop->grace.place == 0 || end < loop->grace.time) {
    fio_timers_start(&loop->timers, &loop->grace, end);
  }
}

bool fio_is_shutting_down(void) { return fio_loop.shutting_down; }

void fio_set_idle(bool idle) {
  if (fio_loop.running) {
    fio_loop.running->idle = idle;
  }
}

int fio_yield(void) {
  struct task* task = fio_task_to_wait();
  if (!task) {
    return -1;
  }
  make_ready(task);
  fiber_yield(NULL);
  return fio_task_to_wait() ? 0 : -1;
}

int fio_sleep(fio_time_t duration) {
  if (fio_park(NULL, fio_after(duration)) == 0 || errno == ETIMEDOUT) {
    return 0;
  }
  return -1;
}
