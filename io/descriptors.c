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

#include "descriptors.h"
#include "array.h"
#include "operations.h"
#include <errno.h>
#include <stdlib.h>

static struct descriptor* descriptors;
static int room;

struct descriptor* fio_descriptor_find(int number, enum descriptor_kind kind) {
  if (number >= 0 && number < room && descriptors[number].kind == kind) {
    return &descriptors[number];
  }
  errno = EBADF;
  return NULL;
}

/* Makes the table larger, so that it has a place for `number`. */
static bool reserve(int number) {
  if (number < room) {
    return true;
  }
  int larger = number < 2 * room ? 2 * room : number + 16;
  struct descriptor* moved =
    fio_array_move(descriptors, room * sizeof *moved, larger * sizeof *moved);
  if (!moved) {
    return false;
  }
  descriptors = moved;
  for (; room < larger; room++) {
    descriptors[room] = (struct descriptor){.kind = NOT_OPEN};
  }
  return true;
}

int fio_descriptor_add(int number,
                       enum descriptor_kind kind,
                       struct listener* listener) {
  int before = room;
  /* Each can be half-closed and closed in one turn. */
  if (!reserve(number) || !fio_operations_reserve(2 * (room - before))) {
    fio_operation_give(
      (struct fio_operation){.code = FIO_OP_CLOSE, .descriptor = number});
    errno = ENOMEM;
    return -1;
  }
  descriptors[number] = (struct descriptor){.kind = kind, .listener = listener};
  return number;
}

void fio_listener_release(struct listener* listener) {
  listener->connections--;
  if (listener->waiters.first) {
    fio_wake(fio_task_of(listener->waiters.first), 0);
  }
  if (!listener->open && listener->connections == 0) {
    free(listener);
  }
}

/* Nobody accepts from it any more. */
static void close_listener(struct listener* listener) {
  fio_wake_all(&listener->waiters, ECANCELED);
  listener->open = false;
  listener->connections++;
  fio_listener_release(listener);
}

int fio_close(int number) {
  if (number < 0 || number >= room || descriptors[number].kind == NOT_OPEN) {
    errno = EBADF;
    return -1;
  }
  struct descriptor closed = descriptors[number];
  descriptors[number].kind = NOT_OPEN;
  if (closed.kind == LISTENER) {
    close_listener(closed.listener);
  } else if (closed.listener) {
    fio_listener_release(closed.listener);
  }
  fio_operation_give(
    (struct fio_operation){.code = FIO_OP_CLOSE, .descriptor = number});
  return 0;
}

void fio_descriptors_free(void) {
  for (int i = 0; i < room; i++) {
    if (descriptors[i].kind != NOT_OPEN) {
      fio_close(i);
    }
  }
  free(descriptors);
  descriptors = NULL;
  room = 0;
}
