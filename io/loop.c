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

#include "backend.h"
#include "descriptors.h"
#include "operations.h"
#include "task.h"
#include <errno.h>

/* How long the back end may wait, in nanoseconds; -1 is forever. */
static int64_t time_to_wait(void) {
  fio_time_t due = fio_timers_due(&fio_loop.timers);
  if (fio_loop.ready.first || due <= fio_loop.now) {
    return 0;
  }
  return due == FIO_NEVER ? -1 : due - fio_loop.now;
}

static void end_timers(void) {
  struct timer* timer;
  while ((timer = fio_timers_first(&fio_loop.timers, fio_loop.now))) {
    fio_timer_over(timer);
  }
}

/* Runs those that are ready. Who becomes so meanwhile has his turn next. */
static void run_ready(void) {
  struct task* last = fio_task_of(fio_loop.ready.last);
  struct task* task = NULL;
  while (task != last) {
    task = fio_task_of(fio_queue_pop(&fio_loop.ready));
    fio_task_run(task);
  }
}

/* Whether all tasks wait for each other. */
static bool is_stuck(void) {
  return fio_loop.alive > 0 && !fio_loop.ready.first &&
         fio_loop.in_flight == 0 &&
         !fio_timers_first(&fio_loop.timers, FIO_NEVER - 1);
}

static void interrupt_all(int why) {
  for (uint32_t i = 0; i < fio_loop.task_count; i++) {
    fio_interrupt(fio_loop.tasks[i], why);
  }
}

static void run(void) {
  while (fio_loop.alive > 0) {
    fio_operations_turn(time_to_wait());
    end_timers();
    run_ready();
    if (is_stuck()) {
      interrupt_all(EDEADLK);
    }
  }
}

int fio_main(fiber_entry_point_t entry, void* argument) {
  if (fio_loop.running) {
    errno = EBUSY;
    return -1;
  }
  int error = fio_backend_start();
  if (error == 0) {
    if (fio_task_start(entry, argument)) {
      run();
    } else {
      error = errno;
    }
    fio_backend_stop();
  }
  fio_descriptors_free();
  fio_operations_free();
  fio_timers_free(&fio_loop.timers);
  fio_tasks_free();
  fio_loop = (struct loop){0};
  if (error == 0) {
    return 0;
  }
  errno = error;
  return -1;
}

fio_time_t fio_now(void) { return fio_loop.now; }
