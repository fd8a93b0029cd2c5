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

#define _GNU_SOURCE
#include "begin.h"
#include "attempt.h"
#include "handle.h"
#include "jobs.h"
#include "pending.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <string.h>

/* The most that a job reads: it has a buffer of its own. */
enum { JOB_READS = 32768 };

static void
fail(struct fio_reactor* reactor, struct pending* pending, int error) {
  fio_complete(reactor, pending, -error, 0);
}

/* ---- Jobs ---- */

/* Has a thread do what an operation needs. */
static void start_job(struct fio_reactor* reactor,
                      struct pending* pending,
                      struct job* job) {
  job->token = pending->operation.token;
  pending->job = job;
  if (!fio_job_start(job, reactor->jobs)) {
    job->done = true;
    fail(reactor, pending, EAGAIN);
  }
}

static void connect_to_addresses(struct fio_reactor* reactor,
                                 struct pending* pending) {
  pending->address = pending->job->addresses;
  pending->result = -ENOENT;
  fio_connect_next(reactor, pending);
}

static void complete_open(struct fio_reactor* reactor,
                          struct pending* pending,
                          struct job* job) {
  if (!fio_handle_available(reactor)) {
    fail(reactor, pending, errno);
    return;
  }
  int64_t size = job->result;
  struct handle* handle = fio_handle_open(reactor, job->file);
  job->file = -1;
  fio_complete(reactor, pending, handle->number, size);
}

static void complete_read(struct fio_reactor* reactor,
                          struct pending* pending,
                          const struct job* job) {
  int64_t size = job->result;
  memcpy(fio_memory_at(&reactor->memory, pending->operation.address),
         job->bytes,
         (size_t)size);
  fio_complete(reactor, pending, size, 0);
}

/* Goes on with an operation whose job is done. */
static void
finish(struct fio_reactor* reactor, struct pending* pending, struct job* job) {
  job->done = true;
  if (job->error != 0) {
    fail(reactor, pending, job->error);
  } else if (job->work == fio_look_up) {
    connect_to_addresses(reactor, pending);
  } else if (job->work == fio_open_file) {
    complete_open(reactor, pending, job);
  } else {
    complete_read(reactor, pending, job);
  }
}

void fio_go_on_with_jobs(struct fio_reactor* reactor) {
  struct job* next;
  for (struct job* job = fio_jobs_done(reactor->jobs); job; job = next) {
    next = job->next;
    if (job->abandoned) {
      fio_job_free(job);
    } else {
      finish(reactor, fio_pending_find(reactor, job->token), job);
    }
  }
}

/* ---- Operations ---- */

/* An address in numbers is known at once. */
static void start_connect(struct fio_reactor* reactor,
                          struct pending* pending) {
  const char* host =
    fio_memory_text(&reactor->memory, pending->operation.address);
  if (!host || !reactor->grants.network) {
    fail(reactor, pending, host ? EACCES : errno);
    return;
  }
  struct job* job = fio_job_make(fio_look_up, NULL, host);
  if (!job) {
    fail(reactor, pending, ENOMEM);
    return;
  }
  job->port = (uint16_t)pending->operation.size;
  job->flags = AI_NUMERICHOST;
  fio_look_up(job);
  if (job->error == 0) {
    pending->job = job;
    finish(reactor, pending, job);
  } else {
    job->error = 0;
    job->flags = 0;
    start_job(reactor, pending, job);
  }
}

/* The directory of that name that the program may open, or NULL. */
static const struct fio_directory*
find_directory(const struct fio_grants* grants, const char* name) {
  for (uint32_t i = 0; i < grants->directory_count; i++) {
    if (strcmp(grants->directories[i].name, name) == 0) {
      return &grants->directories[i];
    }
  }
  return NULL;
}

static void start_open(struct fio_reactor* reactor, struct pending* pending) {
  const struct fio_grants* grants = &reactor->grants;
  const char* path =
    fio_memory_text(&reactor->memory, pending->operation.extra);
  const char* name =
    path ? fio_memory_text(&reactor->memory, pending->operation.address) : NULL;
  if (!name) {
    fail(reactor, pending, errno);
    return;
  }
  const struct fio_directory* directory = find_directory(grants, name);
  if (!directory && !grants->all_directories) {
    fail(reactor, pending, ENOENT);
    return;
  }
  struct job* job = fio_job_make(fio_open_file, directory ? NULL : name, path);
  if (!job) {
    fail(reactor, pending, ENOMEM);
    return;
  }
  job->directory_file = directory ? directory->file : -1;
  if (directory && directory->opens_at_once && fio_open_file_at_once(job)) {
    pending->job = job;
    finish(reactor, pending, job);
  } else {
    start_job(reactor, pending, job);
  }
}

/* It has a descriptor of its own: the program may close the other meanwhile. */
static struct job* make_read_job(int file,
                                 const struct fio_operation* operation) {
  struct job* job = fio_job_make(fio_read, NULL, NULL);
  if (!job) {
    errno = ENOMEM;
    return NULL;
  }
  job->file = fcntl(file, F_DUPFD_CLOEXEC, 0);
  if (job->file < 0) {
    int error = errno;
    fio_job_free(job);
    errno = error;
    return NULL;
  }
  job->offset = (off_t)operation->extra;
  job->size = operation->size < JOB_READS ? operation->size : JOB_READS;
  return job;
}

static void start_read(struct fio_reactor* reactor,
                       struct handle* handle,
                       struct pending* pending) {
  if (fio_attempt_read(reactor, pending)) {
    return;
  }
  struct job* job = make_read_job(handle->file, &pending->operation);
  if (!job) {
    fail(reactor, pending, errno);
    return;
  }
  fio_queue_push(&handle->readers, &pending->link);
  start_job(reactor, pending, job);
}

/* Begins an operation that waits for its descriptor, behind those that do. */
static void start_in(struct fio_reactor* reactor,
                     struct queue* queue,
                     struct pending* pending) {
  if (queue->first || !fio_attempt(reactor, pending)) {
    fio_queue_push(queue, &pending->link);
  }
}

static bool has_buffer(const struct fio_operation* operation) {
  return operation->code == FIO_OP_RECV || operation->code == FIO_OP_SEND ||
         operation->code == FIO_OP_READ;
}

/* Begins an operation on a descriptor. */
static void start_on(struct fio_reactor* reactor, struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  struct handle* handle = fio_handle_find(reactor, operation->descriptor);
  if (!handle) {
    fail(reactor, pending, EBADF);
  } else if (operation->size > INT32_MAX) {
    fail(reactor, pending, EINVAL);
  } else if (has_buffer(operation) && !fio_memory_has(&reactor->memory,
                                                      operation->address,
                                                      operation->size)) {
    fail(reactor, pending, EFAULT);
  } else if (operation->code == FIO_OP_READ) {
    start_read(reactor, handle, pending);
  } else if (operation->code == FIO_OP_SEND) {
    start_in(reactor, &handle->writers, pending);
  } else {
    start_in(reactor, &handle->readers, pending);
  }
}

const char* fio_begin(struct fio_reactor* reactor,
                      const struct fio_operation* operation) {
  if (operation->code < FIO_OP_LISTEN || operation->code > FIO_OP_READ) {
    return "an operation has an unknown code";
  }
  if (operation->token >= FIO_TOKENS) {
    return "an operation has a token that is too large";
  }
  if (fio_pending_find(reactor, operation->token)) {
    return "an operation has the token of another";
  }
  struct pending* pending = fio_pending_add(reactor, operation);
  switch (operation->code) {
    case FIO_OP_LISTEN:
      fio_attempt_listen(reactor, pending);
      break;
    case FIO_OP_CONNECT:
      start_connect(reactor, pending);
      break;
    case FIO_OP_OPEN:
      start_open(reactor, pending);
      break;
    default:
      start_on(reactor, pending);
      break;
  }
  return NULL;
}
