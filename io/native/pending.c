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

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Tables of pointers, so that what they point to stays where it is. */
static struct pending** pendings;
static uint32_t pending_room;
static struct descriptor_state** descriptors;
static uint32_t descriptor_room;

struct queue fio_completed;

static void* checked(void* memory) {
  if (!memory) {
    fputs("fio: no memory for an operation\n", stderr);
    abort();
  }
  return memory;
}

/* What is at `index` of a table, which grows to have it. */
static void*
entry_of(void*** table, uint32_t* room, uint32_t index, size_t size) {
  if (index >= *room) {
    uint32_t larger = index < 2 * *room ? 2 * *room : index + 64;
    *table = checked(realloc(*table, larger * sizeof **table));
    while (*room < larger) {
      (*table)[(*room)++] = NULL;
    }
  }
  if (!(*table)[index]) {
    (*table)[index] = checked(calloc(1, size));
  }
  return (*table)[index];
}

struct pending* fio_pending_find(uint32_t token) {
  return entry_of(
    (void***)&pendings, &pending_room, token, sizeof(struct pending));
}

struct descriptor_state* fio_descriptor_state(int number) {
  return entry_of((void***)&descriptors,
                  &descriptor_room,
                  (uint32_t)number,
                  sizeof(struct descriptor_state));
}

void fio_complete(struct pending* pending, int64_t result, int64_t value) {
  fio_queue_leave(&pending->link);
  if (pending->job && pending->job->done) {
    fio_job_free(pending->job);
  } else if (pending->job) {
    pending->job->abandoned = true;
  }
  pending->job = NULL;
  pending->result = (int32_t)result;
  pending->value = value;
  fio_queue_push(&fio_completed, &pending->link);
}

void fio_pending_cancel(struct pending* pending) {
  /* Neither complete, nor handed back long ago. */
  bool waits = pending->link.queue && pending->link.queue != &fio_completed;
  bool has_job = pending->job && !pending->job->done;
  if (!waits && !has_job) {
    return;
  }
  fio_complete(pending, -ECANCELED, 0);
  if (pending->operation.code == FIO_OP_CONNECT && waits) {
    fio_descriptor_close(pending->operation.descriptor);
  }
}

static void cancel_all(struct queue* queue) {
  while (queue->first) {
    fio_complete(fio_pending_of(queue->first), -ECANCELED, 0);
  }
}

void fio_descriptor_close(int number) {
  struct descriptor_state* state = fio_descriptor_state(number);
  if (!state->open) {
    return;
  }
  cancel_all(&state->readers);
  cancel_all(&state->writers);
  state->open = false;
  state->closing = state->jobs > 0;
  if (!state->closing) {
    close(number);
  }
}

void fio_descriptor_job_done(int number) {
  struct descriptor_state* state = fio_descriptor_state(number);
  if (--state->jobs == 0 && state->closing) {
    state->closing = false;
    close(number);
  }
}

void fio_pending_free(void) {
  for (uint32_t i = 0; i < pending_room; i++) {
    if (pendings[i]) {
      fio_pending_cancel(pendings[i]);
    }
  }
  /* A thread may still read from some, whose state is needed when it is done.
   */
  for (uint32_t i = 0; i < descriptor_room; i++) {
    if (descriptors[i]) {
      fio_descriptor_close((int)i);
    }
  }
  for (uint32_t i = 0; i < pending_room; i++) {
    free(pendings[i]);
  }
  free(pendings);
  pendings = NULL;
  pending_room = 0;
  fio_completed = (struct queue){0};
}
