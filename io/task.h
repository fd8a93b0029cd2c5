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
 * Tasks, and how they wait:
 *
 *               +------------ wake -----------+
 *               v                             |
 *     async -> READY -> RUNNING -> PARKED ----+  for another task, or a timer
 *               ^           |
 *               |           +----> OPERATING     for the back end
 *               |                      |
 *               +----- completion -----+
 *
 * A task that is OPERATING can't just be woken: its buffer is the back end's.
 * To interrupt it is to ask the back end for the completion.
 *
 * The loop (loop.c) runs all tasks that are READY, in order.
 */

#ifndef WASM_FIBERS_IO_TASK_H
#define WASM_FIBERS_IO_TASK_H

#include "queue.h"
#include "timers.h"
#include <fio.h>
#include <stdbool.h>

enum task_state { READY, RUNNING, PARKED, OPERATING, ENDED };

struct task {
  struct timer timer; /* The deadline of its wait. It is the first member. */
  fiber_t fiber;
  void* argument; /* Of the entry. */
  enum task_state state;
  bool cancelled;      /* It has to end: no call waits any more. */
  bool accepting;      /* It waits for a client: fio_shutdown ends that. */
  bool idle;           /* It says so itself: fio_shutdown ends what it is in. */
  uint32_t index;      /* Its place in the table of tasks, and its token. */
  uint32_t generation; /* Of the tasks that were at this place. */

  struct link link; /* In the queue that it waits in. */

  int outcome;    /* Of the wait: 0, or why it was cut short, of errno.h. */
  int64_t result; /* Of the operation that it waits for. */
  int64_t value;
  void* exchange; /* Where a channel gets or puts its element. */

  struct queue waiters; /* Who waits for its end. */
};

/* All that there is of a run of fio_main. */
struct loop {
  struct queue ready;
  struct timers timers;
  struct task* running; /* NULL while the loop itself runs. */
  fio_time_t now;

  struct task**
    tasks; /* All that there ever were; those that have ended are free. */
  uint32_t task_count;
  uint32_t task_room;
  uint32_t alive; /* How many haven't ended. */
  struct queue ended;

  uint32_t in_flight; /* How many operations have to be completed. */
  struct timer grace; /* When fio_shutdown cancels what is left. */
  bool shutting_down; /* Only who has connected already is accepted. */
  bool all_cancelled; /* That time is over. */
};

extern struct loop fio_loop;

/* That of a link, NULL for none. */
static inline struct task* fio_task_of(struct link* link) {
  return FIO_OWNER(link, struct task, link);
}

/*
 * The task that may wait now, or NULL with errno set: if there is none, or it
 * is cancelled. Ends the program if it is called on a fiber of the program's
 * own that the task has resumed.
 */
struct task* fio_task_to_wait(void);

/*
 * Has the running task wait in a queue (NULL for none) until it is woken, or
 * the deadline is over. Returns 0, or -1 with errno set.
 */
int fio_park(struct queue* queue, fio_time_t deadline);

/* Has the running task wait until the deadline at most, in the state that it
   has been given. To wait is to yield then, which the caller does itself: it is
   one frame less that each wait keeps. */
void fio_begin_wait(struct task* task, fio_time_t deadline);

/* Has a task go on that is PARKED or OPERATING. `outcome` is 0 or of errno.h.
 */
void fio_wake(struct task* task, int outcome);
/* The same of all tasks in a queue. */
void fio_wake_all(struct queue* queue, int outcome);

/* Cuts short what a task waits for, if it does. `why` is of errno.h. */
void fio_interrupt(struct task* task, int why);

/* As fio_async, outside any task, too. */
fio_task_t fio_task_start(fiber_entry_point_t entry, void* argument);

/* Runs a task that is READY until it waits or ends. */
void fio_task_run(struct task* task);

/* Does what follows when a timer is over: a task's, or that of fio_shutdown. */
void fio_timer_over(struct timer* timer);

/* Forgets all tasks. They have ended. */
void fio_tasks_free(void);

#endif
