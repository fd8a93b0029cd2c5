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
 * What operations wait for. Each lane is a queue of operations for one pollable
 * of WASI's. The lanes that have some are the list that a turn polls:
 *
 *     pollables  [ 17 | 40 | 23 | timer ]   what wasi:io/poll takes
 *     lanes      [  * |  * |  * ]           whose they are
 *
 * The list stays from turn to turn, so that a turn costs nothing for a lane
 * that goes on waiting, but what the host needs to look at it.
 */

#ifndef WASM_FIBERS_IO_WASIP2_LANE_H
#define WASM_FIBERS_IO_WASIP2_LANE_H

#include "../queue.h"
#include "imports.h"

/* All zero, nothing waits in it. */
struct lane {
  struct queue waiting; /* Those of pending.h, in order. */
  resource_t pollable;  /* 0 before anything has had to wait. */
  uint32_t place;       /* In the list, from 1 on; 0 if it isn't there. */
  struct link link;     /* In the queue of those that are ready. */
};

/* Puts a lane into the list. It has a pollable. */
void fio_lane_watch(struct lane* lane);

/* Takes a lane out of the list, if it is there. */
void fio_lane_leave(struct lane* lane);

/* The same, and drops its pollable, if it has one. */
void fio_lane_drop_pollable(struct lane* lane);

/* How many are in the list. */
uint32_t fio_lanes_count(void);

/* Waits until one of the list is ready, or until a time, less than 0 for none,
   0 to look only. */
void fio_lanes_poll(int64_t until);

/* The next that the last call has found ready and that is still in the list, or
   NULL. */
struct lane* fio_lanes_next(void);

#endif
