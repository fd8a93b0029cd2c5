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

#include "pending.h"
#include "../array.h"

#include <errno.h>
#include <stdlib.h>

static struct pending** pendings; /* By token. */
static uint32_t room;

static struct queue complete;

static struct pending* at(uint32_t token) {
  if (token >= room) {
    uint32_t larger = token < 2 * room ? 2 * room : token + 64;
    pendings = fio_checked(fio_array_move(
      pendings, room * sizeof *pendings, larger * sizeof *pendings));
    while (room < larger) {
      pendings[room++] = NULL;
    }
  }
  if (!pendings[token]) {
    pendings[token] = fio_checked(calloc(1, sizeof *pendings[token]));
  }
  return pendings[token];
}

struct pending* fio_pending_add(const struct fio_operation* operation) {
  struct pending* pending = at(operation->token);
  *pending = (struct pending){.operation = *operation, .incomplete = true};
  return pending;
}

struct pending* fio_pending_find(uint32_t token) {
  struct pending* pending = token < room ? pendings[token] : NULL;
  return pending && pending->incomplete ? pending : NULL;
}

/* Drops what an operation has of its own, what was made last first. */
static void drop_own(struct pending* pending) {
  fio_lane_drop_pollable(&pending->own);
  if (pending->names) {
    wasi_drop_names(pending->names);
  }
  if (pending->socket) {
    wasi_drop_socket(pending->socket);
  }
  if (pending->input) {
    wasi_drop_input(pending->input);
  }
}

void fio_complete(struct pending* pending, int64_t result, int64_t value) {
  fio_queue_leave(&pending->link);
  fio_queue_leave(&pending->of_file);
  if (pending->lane && !pending->lane->waiting.first) {
    fio_lane_leave(pending->lane);
  }
  drop_own(pending);
  pending->incomplete = false;
  pending->result = (int32_t)result;
  pending->value = value;
  fio_queue_push(&complete, &pending->link);
}

void fio_pendings_end(void) {
  for (uint32_t i = 0; i < room; i++) {
    struct pending* pending = fio_pending_find(i);
    if (pending) {
      fio_complete(pending, -ECANCELED, 0);
    }
  }
  while (fio_queue_pop(&complete)) {
  }
}

bool fio_is_complete(void) { return complete.first; }

bool fio_next_completion(struct fio_completion* completion) {
  struct pending* pending = fio_pending_of(fio_queue_pop(&complete));
  if (!pending) {
    return false;
  }
  *completion = (struct fio_completion){.token = pending->operation.token,
                                        .result = pending->result,
                                        .value = pending->value};
  return true;
}
