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
 * What can't be done without blocking, done by threads: to look up names, and
 * to open and read files. All reactors have the same threads.
 */

#ifndef WASM_FIBERS_IO_NATIVE_JOBS_H
#define WASM_FIBERS_IO_NATIVE_JOBS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct job {
  /* Runs in a thread. It touches nothing but the job. */
  void (*work)(struct job* job);
  struct jobs* owner;
  struct job* next;

  /* For the reactor. */
  uint32_t token;
  bool done;
  bool abandoned; /* Nobody waits for it any more. */

  /* What `work` needs, and what it gives: a number of errno.h if it fails. */
  char* directory; /* Or NULL: it is open as `directory_file`. */
  int directory_file;
  char* path; /* Or the name of a host. */
  uint16_t port;
  int flags; /* Of getaddrinfo. */
  int file;  /* The job's own, or -1. */
  off_t offset;
  size_t size;
  int error;
  int64_t result;
  char* bytes;
  struct addrinfo* addresses;
};

/* What jobs do. */
void fio_look_up(struct job* job);   /* path, port, flags -> addresses */
void fio_open_file(struct job* job); /* directory, path -> file, result */
void fio_read(struct job* job);      /* file, offset, size -> bytes, result */

/* Does what fio_open_file does, without a thread, if that needn't wait for a
   disk. Returns whether it did. The directory has to be open. */
bool fio_open_file_at_once(struct job* job);

/* Those of a reactor, of which `limit` may be waiting or being done at once.
   NULL with errno set. */
struct jobs* fio_jobs_make(uint32_t limit);

/* A descriptor that can be read when some are done. */
int fio_jobs_event(const struct jobs* jobs);

/* Those that are done since the last call, as a list. */
struct job* fio_jobs_done(struct jobs* jobs);

/* Forgets them. Threads drop what they are still at. */
void fio_jobs_free(struct jobs* jobs);

/* Makes a job of copies of the texts, either of which may be NULL. NULL if
   there is no memory. */
struct job* fio_job_make(void (*work)(struct job* job),
                         const char* directory,
                         const char* path);

/* Has a thread do the job for its owner. Returns false if there is none, or the
   owner has too many already. */
bool fio_job_start(struct job* job, struct jobs* owner);

/* Also closes its file. */
void fio_job_free(struct job* job);

#endif
