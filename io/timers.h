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
 * Timers in a heap: of a million, the next one is found at once, and one is
 * started or stopped in twenty steps. It has room for as many as are reserved,
 * so that to start one can't fail.
 */

#ifndef WASM_FIBERS_IO_TIMERS_H
#define WASM_FIBERS_IO_TIMERS_H

#include <fio.h>
#include <stdbool.h>

/* A part of what it is the timer of. All zero, it isn't started. */
struct timer {
  fio_time_t time;
  size_t place; /* In the heap, from 1 on; 0 if it isn't started. */
};

/* All zero, it is empty. */
struct timers {
  struct timer**
    heap; /* The one at i is due after that at i / 2; 0 isn't used. */
  size_t count;
  size_t room;
};

/* Makes room for `count` timers in all. Returns whether there was memory. */
bool fio_timers_reserve(struct timers* timers, size_t count);

/* Starts a timer, unless `time` is FIO_NEVER. */
void fio_timers_start(struct timers* timers,
                      struct timer* timer,
                      fio_time_t time);

/* Stops a timer; one that isn't started stays so. */
void fio_timers_stop(struct timers* timers, struct timer* timer);

/* The timer that is due next, or NULL. */
struct timer* fio_timers_first(const struct timers* timers);

void fio_timers_free(struct timers* timers);

#endif
