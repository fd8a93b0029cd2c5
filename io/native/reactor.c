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

#include "reactor.h"
#include "attempt.h"
#include "begin.h"
#include "handle.h"
#include "jobs.h"
#include "pending.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* What epoll tells of: descriptors by their numbers, and these. */
enum { JOBS = 1, EVENT = 2 };

static void cancel(struct fio_reactor* reactor, uint32_t token) {
  struct pending* pending = fio_pending_find(reactor, token);
  if (pending) {
    fio_pending_cancel(reactor, pending);
  }
}

const char* fio_reactor_take(struct fio_reactor* reactor,
                             const struct fio_operation* operation) {
  struct handle* handle = fio_handle_find(reactor, operation->descriptor);
  switch (operation->code) {
    case FIO_OP_HALF_CLOSE:
      if (handle) {
        shutdown(handle->file, SHUT_WR);
      }
      return NULL;
    case FIO_OP_CLOSE:
      if (handle) {
        fio_handle_close(reactor, handle);
      }
      return NULL;
    case FIO_OP_CANCEL:
      cancel(reactor, operation->token);
      return NULL;
    default:
      return fio_begin(reactor, operation);
  }
}

/* ---- The turn ---- */

/* Goes on with those that wait for a descriptor, as far as it is ready. */
static void go_on_with(struct fio_reactor* reactor, struct queue* queue) {
  while (queue->first && fio_attempt(reactor, fio_pending_of(queue->first))) {
  }
}

static void take_event(struct fio_reactor* reactor,
                       const struct epoll_event* event) {
  if (event->data.u64 == JOBS) {
    fio_go_on_with_jobs(reactor);
    return;
  }
  /* One may be closed since. */
  struct handle* handle = fio_handle_find(reactor, (int32_t)event->data.u64);
  if (handle && event->events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
    go_on_with(reactor, &handle->readers);
  }
  if (handle && event->events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) {
    go_on_with(reactor, &handle->writers);
  }
}

/* Milliseconds, rounded up; epoll has -1 for no end. */
static int in_milliseconds(int64_t nanoseconds) {
  int64_t milliseconds = nanoseconds / 1000000 + (nanoseconds % 1000000 > 0);
  return nanoseconds < 0          ? -1
         : milliseconds < INT_MAX ? (int)milliseconds
                                  : INT_MAX;
}

void fio_reactor_wait(struct fio_reactor* reactor, int64_t timeout) {
  struct epoll_event events[256];
  int count =
    epoll_wait(reactor->epoll,
               events,
               (int)(sizeof events / sizeof *events),
               reactor->completed.first ? 0 : in_milliseconds(timeout));
  for (int i = 0; i < count; i++) {
    take_event(reactor, &events[i]);
  }
}

bool fio_reactor_next(struct fio_reactor* reactor,
                      struct fio_completion* completion) {
  struct pending* pending = fio_pending_of(fio_queue_pop(&reactor->completed));
  if (!pending) {
    return false;
  }
  *completion = (struct fio_completion){.token = pending->operation.token,
                                        .result = pending->result,
                                        .value = pending->value};
  fio_pending_remove(reactor, pending);
  return true;
}

int64_t fio_reactor_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* ---- Its life ---- */

/* Has epoll tell when something can be read. */
static bool watch(struct fio_reactor* reactor, int file, uint64_t name) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u64 = name};
  return epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, file, &event) == 0;
}

struct fio_reactor* fio_reactor_make(const struct fio_grants* grants,
                                     int event) {
  struct fio_reactor* reactor = calloc(1, sizeof *reactor);
  if (!reactor) {
    return NULL;
  }
  reactor->grants = *grants;
  reactor->epoll = epoll_create1(EPOLL_CLOEXEC);
  reactor->jobs = fio_jobs_make(grants->descriptor_limit);
  if (reactor->epoll < 0 || !reactor->jobs ||
      !watch(reactor, fio_jobs_event(reactor->jobs), JOBS) ||
      (event >= 0 && !watch(reactor, event, EVENT))) {
    int error = errno;
    fio_reactor_free(reactor);
    errno = error;
    return NULL;
  }
  return reactor;
}

void fio_reactor_free(struct fio_reactor* reactor) {
  for (uint32_t i = 0; i < reactor->pending_room; i++) {
    cancel(reactor, i);
  }
  for (uint32_t i = 0; i < reactor->handle_count; i++) {
    if (reactor->handles[i]->file >= 0) {
      fio_handle_close(reactor, reactor->handles[i]);
    }
  }
  for (uint32_t i = 0; i < reactor->handle_count; i++) {
    free(reactor->handles[i]);
  }
  free(reactor->handles);
  struct fio_completion completion;
  while (fio_reactor_next(reactor, &completion)) {
  }
  free(reactor->pendings);
  if (reactor->jobs) {
    fio_jobs_free(reactor->jobs);
  }
  if (reactor->epoll >= 0) {
    close(reactor->epoll);
  }
  free(reactor);
}
