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
 * The back end on Linux. What can be done at once is done at once. The rest
 * waits in two queues of its descriptor, one to read and one to write, until
 * epoll says that it is ready. A descriptor is registered once, for both, and
 * edges are reported: so it costs one call of epoll_ctl in its life, and to
 * wait costs none.
 */

#define _GNU_SOURCE
#include "../backend.h"
#include "attempt.h"

#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char* text_at(uint64_t address) {
  return (const char*)(uintptr_t)address;
}

/* ---- Jobs ---- */

/* Has a thread do what an operation needs. Returns whether there is one;
   otherwise the operation is complete. */
static bool start_job(struct pending* pending, struct job* job) {
  job->token = pending->operation.token;
  pending->job = job;
  bool started = fio_job_start(job);
  if (!started) {
    job->done = true;
    fio_complete(pending, -EAGAIN, 0);
  }
  return started;
}

static void connect_to_addresses(struct pending* pending) {
  pending->address = pending->job->addresses;
  pending->result = -ENOENT;
  fio_connect_next(pending);
}

static void complete_open(struct pending* pending, const struct job* job) {
  fio_descriptor_state(job->descriptor)->open = true;
  fio_complete(pending, job->descriptor, job->result);
}

static void complete_read(struct pending* pending, const struct job* job) {
  memcpy((void*)(uintptr_t)pending->operation.address, job->bytes, job->result);
  fio_complete(pending, job->result, 0);
}

/* Goes on with an operation for which a thread has done a job. */
static void go_on(struct job* job) {
  struct pending* pending = fio_pending_find(job->token);
  job->done = true;
  if (job->error != 0) {
    fio_complete(pending, -job->error, 0);
  } else if (job->work == fio_look_up) {
    connect_to_addresses(pending);
  } else if (job->work == fio_open_file) {
    complete_open(pending, job);
  } else {
    complete_read(pending, job);
  }
}

/* Nobody wants what a thread has done. */
static void drop(struct job* job) {
  if (job->work == fio_open_file && job->error == 0) {
    close(job->descriptor);
  }
  fio_job_free(job);
}

static void end_jobs(void) {
  struct job* next;
  for (struct job* job = fio_jobs_done(); job; job = next) {
    next = job->next;
    if (job->work == fio_read) {
      fio_descriptor_job_done(job->descriptor);
    }
    if (job->abandoned) {
      drop(job);
    } else {
      go_on(job);
    }
  }
}

/* ---- Operations ---- */

/* Makes a job for an operation. If there is no memory for it, completes that.
 */
static struct job* make_job(struct pending* pending,
                            void (*work)(struct job* job),
                            const char* directory,
                            const char* path) {
  struct job* job = fio_job_make(work, directory, path);
  if (!job) {
    fio_complete(pending, -ENOMEM, 0);
  }
  return job;
}

/* An address in numbers is known at once. */
static void start_connect(struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  struct job* job =
    make_job(pending, fio_look_up, NULL, text_at(operation->address));
  if (!job) {
    return;
  }
  job->port = (uint16_t)operation->size;
  job->flags = AI_NUMERICHOST;
  fio_look_up(job);
  if (job->error == 0) {
    job->done = true;
    pending->job = job;
    connect_to_addresses(pending);
  } else {
    job->error = 0;
    job->flags = 0;
    start_job(pending, job);
  }
}

static void start_open(struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  struct job* job = make_job(pending,
                             fio_open_file,
                             text_at(operation->address),
                             text_at(operation->extra));
  if (job) {
    start_job(pending, job);
  }
}

static void start_read(struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  if (fio_attempt_read(pending)) {
    return;
  }
  struct job* job = make_job(pending, fio_read, NULL, NULL);
  if (!job) {
    return;
  }
  struct descriptor_state* state = fio_descriptor_state(operation->descriptor);
  job->descriptor = operation->descriptor;
  job->offset = (off_t)operation->extra;
  job->size = operation->size;
  fio_queue_push(&state->readers, &pending->link);
  if (start_job(pending, job)) {
    state->jobs++;
  }
}

/* Begins an operation that waits for its descriptor, behind those that do. */
static void start_in(struct queue* queue, struct pending* pending) {
  if (queue->first || !fio_attempt(pending)) {
    fio_queue_push(queue, &pending->link);
  }
}

static void start(const struct fio_operation* operation) {
  struct pending* pending = fio_pending_find(operation->token);
  *pending = (struct pending){.operation = *operation};
  switch (operation->code) {
    case FIO_OP_LISTEN:
      fio_attempt_listen(pending);
      break;
    case FIO_OP_ACCEPT:
    case FIO_OP_RECV:
      start_in(&fio_descriptor_state(operation->descriptor)->readers, pending);
      break;
    case FIO_OP_SEND:
      start_in(&fio_descriptor_state(operation->descriptor)->writers, pending);
      break;
    case FIO_OP_CONNECT:
      start_connect(pending);
      break;
    case FIO_OP_OPEN:
      start_open(pending);
      break;
    default: /* FIO_OP_READ */
      start_read(pending);
      break;
  }
}

/* Does what an operation says, or begins to. */
static void take(const struct fio_operation* operation) {
  switch (operation->code) {
    case FIO_OP_HALF_CLOSE:
      shutdown(operation->descriptor, SHUT_WR);
      break;
    case FIO_OP_CLOSE:
      fio_descriptor_close(operation->descriptor);
      break;
    case FIO_OP_CANCEL:
      fio_pending_cancel(fio_pending_find(operation->token));
      break;
    default:
      start(operation);
      break;
  }
}

/* ---- The turn ---- */

/* Goes on with those that wait for a descriptor, as far as it is ready. */
static void go_on_with(struct queue* queue) {
  while (queue->first && fio_attempt(fio_pending_of(queue->first))) {
  }
}

/* Milliseconds, rounded up; epoll has -1 for no end. */
static int in_milliseconds(int64_t nanoseconds) {
  int64_t milliseconds = nanoseconds / 1000000 + (nanoseconds % 1000000 > 0);
  return nanoseconds < 0          ? -1
         : milliseconds < INT_MAX ? (int)milliseconds
                                  : INT_MAX;
}

static void wait_for_events(int timeout) {
  struct epoll_event events[256];
  int count = epoll_wait(
    fio_epoll, events, (int)(sizeof events / sizeof *events), timeout);
  for (int i = 0; i < count; i++) {
    if (events[i].data.fd == fio_jobs_descriptor()) {
      end_jobs();
      continue;
    }
    struct descriptor_state* state = fio_descriptor_state(events[i].data.fd);
    if (events[i].events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
      go_on_with(&state->readers);
    }
    if (events[i].events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) {
      go_on_with(&state->writers);
    }
  }
}

static int64_t read_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

uint32_t fio_backend_turn(struct fio_turn* turn) {
  const struct fio_operation* operations =
    (const struct fio_operation*)(uintptr_t)turn->operations;
  for (uint32_t i = 0; i < turn->operation_count; i++) {
    take(&operations[i]);
  }
  wait_for_events(fio_completed.first ? 0 : in_milliseconds(turn->timeout));
  turn->now = read_clock();

  struct fio_completion* completions =
    (struct fio_completion*)(uintptr_t)turn->completions;
  uint32_t count = 0;
  while (count < turn->completion_room && fio_completed.first) {
    const struct pending* pending =
      fio_pending_of(fio_queue_pop(&fio_completed));
    completions[count++] =
      (struct fio_completion){.token = pending->operation.token,
                              .result = pending->result,
                              .value = pending->value};
  }
  return count;
}

int fio_backend_start(void) {
  fio_epoll = epoll_create1(EPOLL_CLOEXEC);
  int jobs = fio_jobs_descriptor();
  struct epoll_event event = {.events = EPOLLIN, .data.fd = jobs};
  if (fio_epoll < 0 || jobs < 0 ||
      epoll_ctl(fio_epoll, EPOLL_CTL_ADD, jobs, &event) < 0) {
    int error = errno;
    if (fio_epoll >= 0) {
      close(fio_epoll);
    }
    return error;
  }
  return 0;
}

void fio_backend_stop(void) {
  fio_pending_free();
  close(fio_epoll);
}
