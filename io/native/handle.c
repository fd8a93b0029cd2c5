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

#include "handle.h"
#include "../array.h"
#include "pending.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

/* The first numbers belong to WASI. */
enum { FIRST = 3 };

struct handle* fio_handle_find(const struct fio_reactor* reactor,
                               int32_t number) {
  uint32_t index = (uint32_t)number - FIRST;
  if (index >= reactor->handle_count || reactor->handles[index]->file < 0) {
    return NULL;
  }
  return reactor->handles[index];
}

bool fio_handle_available(const struct fio_reactor* reactor) {
  if (reactor->closed.first ||
      reactor->handle_count < reactor->grants.descriptor_limit) {
    return true;
  }
  errno = EMFILE;
  return false;
}

static struct handle* add(struct fio_reactor* reactor) {
  uint32_t count = reactor->handle_count;
  if (count == reactor->handle_room) {
    uint32_t room = 2 * count + 64;
    reactor->handles =
      fio_checked(realloc(reactor->handles, room * sizeof *reactor->handles));
    reactor->handle_room = room;
  }
  struct handle* handle = fio_checked(calloc(1, sizeof *handle));
  handle->number = (int)count + FIRST;
  reactor->handles[reactor->handle_count++] = handle;
  return handle;
}

struct handle* fio_handle_open(struct fio_reactor* reactor, int file) {
  struct link* link = fio_queue_pop(&reactor->closed);
  struct handle* handle =
    link ? FIO_OWNER(link, struct handle, link) : add(reactor);
  handle->file = file;
  return handle;
}

struct handle* fio_handle_register(struct fio_reactor* reactor, int socket) {
  struct handle* handle = fio_handle_open(reactor, socket);
  struct epoll_event event = {.events =
                                EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
                              .data.u64 = (uint64_t)handle->number};
  if (epoll_ctl(reactor->epoll, EPOLL_CTL_ADD, socket, &event) < 0) {
    int error = errno;
    fio_handle_close(reactor, handle);
    errno = error;
    return NULL;
  }
  return handle;
}

static void cancel_all(struct fio_reactor* reactor, struct queue* queue) {
  while (queue->first) {
    fio_complete(reactor, fio_pending_of(queue->first), -ECANCELED, 0);
  }
}

void fio_handle_close(struct fio_reactor* reactor, struct handle* handle) {
  cancel_all(reactor, &handle->readers);
  cancel_all(reactor, &handle->writers);
  close(handle->file);
  handle->file = -1;
  fio_queue_push(&reactor->closed, &handle->link);
}
