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

#include "timers.h"
#include "array.h"

#include <stdlib.h>

/* Puts a timer where there is a gap. */
static void put(struct timers* timers, size_t place, struct timer* timer) {
  timers->heap[place] = timer;
  timer->place = place;
}

/* Puts a timer at the gap `place` or above, where those above are due earlier.
 */
static void rise(struct timers* timers, size_t place, struct timer* timer) {
  while (place > 1 && timer->due < timers->heap[place / 2]->due) {
    put(timers, place, timers->heap[place / 2]);
    place /= 2;
  }
  put(timers, place, timer);
}

/* Puts a timer at the top or below, where those below are due later. */
static void sink(struct timers* timers, struct timer* timer) {
  size_t place = 1;
  for (size_t child; (child = 2 * place) <= timers->count; place = child) {
    if (child < timers->count &&
        timers->heap[child + 1]->due < timers->heap[child]->due) {
      child++;
    }
    if (timer->due <= timers->heap[child]->due) {
      break;
    }
    put(timers, place, timers->heap[child]);
  }
  put(timers, place, timer);
}

bool fio_timers_reserve(struct timers* timers, size_t count) {
  if (count <= timers->room) {
    return true;
  }
  size_t room = timers->room < count / 2 ? count : 2 * timers->room + 16;
  /* The first place isn't used. */
  size_t used = timers->heap ? timers->count + 1 : 0;
  struct timer** heap = fio_array_move(
    timers->heap, used * sizeof *heap, (room + 1) * sizeof *heap);
  if (!heap) {
    return false;
  }
  timers->heap = heap;
  timers->room = room;
  return true;
}

void fio_timers_start(struct timers* timers,
                      struct timer* timer,
                      fio_time_t time) {
  size_t place = timer->place;
  timer->time = time;
  if (place == 0) {
    place = ++timers->count;
  } else if (time >= timer->due) {
    return;
  }
  timer->due = time;
  rise(timers, place, timer);
}

fio_time_t fio_timers_due(const struct timers* timers) {
  return timers->count == 0 ? FIO_NEVER : timers->heap[1]->due;
}

struct timer* fio_timers_first(struct timers* timers, fio_time_t end) {
  while (fio_timers_due(timers) <= end) {
    struct timer* timer = timers->heap[1];
    if (timer->time == timer->due) {
      return timer;
    }
    timer->due = timer->time;
    sink(timers, timer);
  }
  return NULL;
}

void fio_timers_free(struct timers* timers) {
  free(timers->heap);
  *timers = (struct timers){0};
}
