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
#include "jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Threads stay until the process ends: one of them may be in a look-up that
   takes half a minute, and nobody should wait for that. */
enum { MOST_THREADS = 4 };

struct jobs {
  int event;
  struct job* done;
  uint32_t count; /* How many are waiting, or being done. */
  uint32_t limit;
  bool forgotten;
};

/* This guards all that follows, and what is in all jobs and their owners. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct job* first_waiting;
static struct job** last_waiting = &first_waiting;
static int threads;
static int idle;

static void free_jobs(struct jobs* jobs) {
  close(jobs->event);
  free(jobs);
}

/* Hands a job that is done to its owner, or drops it. */
static void hand_over(struct job* job) {
  struct jobs* owner = job->owner;
  owner->count--;
  if (!owner->forgotten) {
    job->next = owner->done;
    owner->done = job;
    eventfd_write(owner->event, 1);
    return;
  }
  fio_job_free(job);
  if (owner->count == 0) {
    free_jobs(owner);
  }
}

static void* work(void* argument) {
  pthread_mutex_lock(&lock);
  for (;;) {
    struct job* job = first_waiting;
    if (!job) {
      idle++;
      pthread_cond_wait(&changed, &lock);
      idle--;
      continue;
    }
    first_waiting = job->next;
    if (!first_waiting) {
      last_waiting = &first_waiting;
    }
    bool forgotten = job->owner->forgotten;
    pthread_mutex_unlock(&lock);
    if (!forgotten) {
      job->work(job);
    }
    pthread_mutex_lock(&lock);
    hand_over(job);
  }
  return argument;
}

/* Starts a thread, which gets no signals: they are the program's. */
static bool start_thread(void) {
  sigset_t all;
  sigset_t before;
  pthread_t thread;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = pthread_create(&thread, NULL, work, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (error != 0) {
    return false;
  }
  pthread_detach(thread);
  threads++;
  return true;
}

struct jobs* fio_jobs_make(uint32_t limit) {
  struct jobs* jobs = calloc(1, sizeof *jobs);
  if (!jobs) {
    return NULL;
  }
  jobs->limit = limit;
  jobs->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (jobs->event < 0) {
    free(jobs);
    return NULL;
  }
  return jobs;
}

int fio_jobs_event(const struct jobs* jobs) { return jobs->event; }

struct job* fio_jobs_done(struct jobs* jobs) {
  eventfd_t count;
  eventfd_read(jobs->event, &count);
  pthread_mutex_lock(&lock);
  struct job* done = jobs->done;
  jobs->done = NULL;
  pthread_mutex_unlock(&lock);
  return done;
}

void fio_jobs_free(struct jobs* jobs) {
  pthread_mutex_lock(&lock);
  while (jobs->done) {
    struct job* job = jobs->done;
    jobs->done = job->next;
    fio_job_free(job);
  }
  jobs->forgotten = true;
  if (jobs->count == 0) {
    free_jobs(jobs);
  }
  pthread_mutex_unlock(&lock);
}

bool fio_job_start(struct job* job, struct jobs* owner) {
  pthread_mutex_lock(&lock);
  bool started =
    owner->count < owner->limit &&
    (idle > 0 || (threads < MOST_THREADS && start_thread()) || threads > 0);
  if (started) {
    owner->count++;
    job->owner = owner;
    job->next = NULL;
    *last_waiting = job;
    last_waiting = &job->next;
    pthread_cond_signal(&changed);
  }
  pthread_mutex_unlock(&lock);
  return started;
}

struct job* fio_job_make(void (*work)(struct job* job),
                         const char* directory,
                         const char* path) {
  struct job* job = calloc(1, sizeof *job);
  if (!job) {
    return NULL;
  }
  job->work = work;
  job->file = -1;
  job->directory = directory ? strdup(directory) : NULL;
  job->path = path ? strdup(path) : NULL;
  if ((directory && !job->directory) || (path && !job->path)) {
    fio_job_free(job);
    return NULL;
  }
  return job;
}

void fio_job_free(struct job* job) {
  free(job->directory);
  free(job->path);
  free(job->bytes);
  if (job->file >= 0) {
    close(job->file);
  }
  if (job->addresses) {
    freeaddrinfo(job->addresses);
  }
  free(job);
}

/* The error that a look-up of a name ended with. */
static int error_of_lookup(int status) {
  switch (status) {
    case 0:
      return 0;
    case EAI_SYSTEM:
      return errno;
    case EAI_MEMORY:
      return ENOMEM;
    case EAI_AGAIN:
      return EAGAIN;
    default:
      return ENOENT;
  }
}

void fio_look_up(struct job* job) {
  char port[sizeof "65535"];
  snprintf(port, sizeof port, "%d", job->port);
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                           .ai_flags = AI_NUMERICSERV | job->flags};
  job->error =
    error_of_lookup(getaddrinfo(job->path, port, &hints, &job->addresses));
}

/* Opens `path` below a directory that is open. */
static int open_below(int directory, const char* path, uint64_t resolve) {
  struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                         .resolve =
                           RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | resolve};
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

/* Gives the size of the job's file, or why there is none. */
static void finish_open(struct job* job) {
  struct stat status = {0};
  if (job->file < 0 || fstat(job->file, &status) < 0) {
    /* It is how the system says that a path leads out of the directory. */
    job->error = errno == EXDEV ? EACCES : errno;
  } else if (!S_ISREG(status.st_mode)) {
    job->error = S_ISDIR(status.st_mode) ? EISDIR : EACCES;
  }
  job->result = status.st_size;
}

void fio_open_file(struct job* job) {
  int directory = job->directory_file;
  if (job->directory) {
    directory = open(job->directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
      job->error = errno;
      return;
    }
  }
  job->file = open_below(directory, job->path, 0);
  finish_open(job);
  if (job->directory) {
    close(directory);
  }
}

bool fio_open_file_at_once(struct job* job) {
  job->file = open_below(
    job->directory_file, job->path, RESOLVE_CACHED | RESOLVE_NO_XDEV);
  /* It isn't in the cache, or on another file system, or the system is too old
     to know. */
  if (job->file < 0 && (errno == EAGAIN || errno == EXDEV || errno == EINVAL)) {
    return false;
  }
  finish_open(job);
  return true;
}

void fio_read(struct job* job) {
  job->bytes = malloc(job->size);
  if (!job->bytes) {
    job->error = ENOMEM;
    return;
  }
  job->result = pread(job->file, job->bytes, job->size, job->offset);
  if (job->result < 0) {
    job->error = errno;
  }
}
