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

#include "lane.h"
#include "../array.h"
#include "allocation.h"

static resource_t* pollables;
static struct lane** lanes;
static uint32_t* indices; /* Where the host stores which are ready. */
static uint32_t count;
static uint32_t room;

static struct queue ready;

/* A pollable that is ready always, and one that is at a time. */
static resource_t always;
static resource_t timer;
static int64_t timer_end;

/* Makes the list larger, which has place for a timer, too. */
static void reserve(void) {
  if (count + 1 < room) {
    return;
  }
  uint32_t larger = 2 * room + 64;
  pollables = fio_checked(fio_array_move(
    pollables, count * sizeof *pollables, larger * sizeof *pollables));
  lanes = fio_checked(
    fio_array_move(lanes, count * sizeof *lanes, larger * sizeof *lanes));
  indices = fio_checked(fio_array_move(indices, 0, larger * sizeof *indices));
  room = larger;
}

void fio_lane_watch(struct lane* lane) {
  if (lane->place == 0) {
    reserve();
    pollables[count] = lane->pollable;
    lanes[count] = lane;
    lane->place = ++count;
  }
}

void fio_lane_leave(struct lane* lane) {
  if (lane->place > 0) {
    uint32_t gap = lane->place - 1;
    count--;
    pollables[gap] = pollables[count];
    lanes[gap] = lanes[count];
    lanes[gap]->place = gap + 1;
    lane->place = 0;
    fio_queue_leave(&lane->link);
  }
}

void fio_lane_drop_pollable(struct lane* lane) {
  fio_lane_leave(lane);
  if (lane->pollable) {
    wasi_drop_pollable(lane->pollable);
    lane->pollable = 0;
  }
}

/* The pollable that ends a wait. A deadline that stays the next has the same
   one in turn after turn. */
static resource_t end_of_wait(int64_t until) {
  if (until == 0) {
    always = always ? always : wasi_subscribe_instant(0);
    return always;
  }
  if (!timer || timer_end != until) {
    if (timer) {
      wasi_drop_pollable(timer);
    }
    timer = wasi_subscribe_instant((uint64_t)until);
    timer_end = until;
  }
  return timer;
}

uint32_t fio_lanes_count(void) { return count; }

void fio_lanes_poll(int64_t until) {
  uint32_t polled = count;
  struct indices result;
  reserve();
  if (until >= 0) {
    pollables[polled++] = end_of_wait(until);
  }
  fio_allocate_at(indices, polled * sizeof *indices);
  wasi_poll(pollables, polled, &result);
  fio_allocated();
  for (uint32_t i = 0; i < result.count; i++) {
    if (result.first[i] < count) {
      fio_queue_push(&ready, &lanes[result.first[i]]->link);
    }
  }
}

struct lane* fio_lanes_next(void) {
  struct link* link = fio_queue_pop(&ready);
  return FIO_OWNER(link, struct lane, link);
}
