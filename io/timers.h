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
 * Timers in a heap: of a million, the next one is found at once. Each wait with
 * a deadline starts one and stops it, and nearly all are over long before their
 * deadlines. So to start a timer anew, or to stop it, just notes its time: it
 * stays in the heap where it is, unless it is to be over earlier than it is
 * there. It is put right, in twenty steps of a million, once it comes first.
 * There is room for as many as are reserved, so that to start one can't fail.
 */

#ifndef WASM_FIBERS_IO_TIMERS_H
#define WASM_FIBERS_IO_TIMERS_H

#include <fio.h>
#include <stdbool.h>

/* A part of what it is the timer of, which stays as long as the heap does. All
   zero, it isn't started. */
struct timer {
  fio_time_t time; /* When it is over; FIO_NEVER if it is stopped. */
  fio_time_t due;  /* What the heap has in the place of that: not later. */
  size_t place;    /* In the heap, from 1 on; 0 until it is started. */
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

/* Starts a timer, or one that is started anew. FIO_NEVER stops it. */
void fio_timers_start(struct timers* timers,
                      struct timer* timer,
                      fio_time_t time);

/* A time before which none is over; FIO_NEVER for none. */
fio_time_t fio_timers_due(const struct timers* timers);

/* The timer that is over first, if that is by `end`, a time before FIO_NEVER;
   or NULL. */
struct timer* fio_timers_first(struct timers* timers, fio_time_t end);

void fio_timers_free(struct timers* timers);

#endif
