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
#include "handle.h"

#include <errno.h>
#include <stdlib.h>

struct pending* fio_pending_find(const struct fio_reactor* reactor,
                                 uint32_t token) {
  return token < reactor->pending_room ? reactor->pendings[token] : NULL;
}

struct pending* fio_pending_add(struct fio_reactor* reactor,
                                const struct fio_operation* operation) {
  uint32_t token = operation->token;
  if (token >= reactor->pending_room) {
    uint32_t room = 2 * reactor->pending_room;
    room = token < room ? room : token + 64;
    reactor->pendings =
      fio_checked(realloc(reactor->pendings, room * sizeof *reactor->pendings));
    while (reactor->pending_room < room) {
      reactor->pendings[reactor->pending_room++] = NULL;
    }
  }
  struct pending* pending = fio_checked(calloc(1, sizeof *pending));
  pending->operation = *operation;
  reactor->pendings[token] = pending;
  return pending;
}

void fio_complete(struct fio_reactor* reactor,
                  struct pending* pending,
                  int64_t result,
                  int64_t value) {
  fio_queue_leave(&pending->link);
  if (pending->job && pending->job->done) {
    fio_job_free(pending->job);
  } else if (pending->job) {
    pending->job->abandoned = true;
  }
  pending->job = NULL;
  pending->result = (int32_t)result;
  pending->value = value;
  fio_queue_push(&reactor->completed, &pending->link);
}

void fio_pending_cancel(struct fio_reactor* reactor, struct pending* pending) {
  bool connects = pending->operation.code == FIO_OP_CONNECT;
  if (pending->link.queue == &reactor->completed) {
    return;
  }
  /* A CONNECT in a queue has a descriptor that nobody knows of. */
  if (connects && pending->link.queue) {
    fio_handle_close(reactor,
                     fio_handle_find(reactor, pending->operation.descriptor));
  } else {
    fio_complete(reactor, pending, -ECANCELED, 0);
  }
}

void fio_pending_remove(struct fio_reactor* reactor, struct pending* pending) {
  reactor->pendings[pending->operation.token] = NULL;
  free(pending);
}
