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
#include "attempt.h"
#include "handle.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/uio.h>
#include <unistd.h>

static void* buffer_of(const struct fio_reactor* reactor,
                       const struct pending* pending) {
  return fio_memory_at(&reactor->memory, pending->operation.address);
}

/* The system's descriptor of an operation whose own is open. */
static int file_of(const struct fio_reactor* reactor,
                   const struct pending* pending) {
  return fio_handle_find(reactor, pending->operation.descriptor)->file;
}

static int get_port(int socket) {
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  if (getsockname(socket, (struct sockaddr*)&address, &length) < 0) {
    return 0;
  }
  return ntohs(address.ss_family == AF_INET6
                 ? ((struct sockaddr_in6*)&address)->sin6_port
                 : ((struct sockaddr_in*)&address)->sin_port);
}

/* What is sent goes out at once: fio_send sends whole messages. */
static void send_at_once(int socket) {
  int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/* Returns the socket, or -1 with errno set. */
static int listen_at(const char* text, uint16_t port, bool shares_port) {
  union {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
  } address = {.v6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)}};
  socklen_t length = sizeof address.v6;
  if (inet_pton(AF_INET6, text, &address.v6.sin6_addr) != 1) {
    address.v4 =
      (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    length = sizeof address.v4;
    if (inet_pton(AF_INET, text, &address.v4.sin_addr) != 1) {
      errno = EINVAL;
      return -1;
    }
  }
  int listener = socket(
    address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) {
    return -1;
  }
  int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (shares_port) {
    setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
  }
  if (bind(listener, &address.any, length) < 0 ||
      listen(listener, SOMAXCONN) < 0) {
    int error = errno;
    close(listener);
    errno = error;
    return -1;
  }
  return listener;
}

/* The socket that a LISTEN gets, or -1 with errno set. */
static int get_listener(struct fio_reactor* reactor,
                        const struct fio_operation* operation) {
  const struct fio_grants* grants = &reactor->grants;
  if (!fio_handle_available(reactor)) {
    return -1;
  }
  if (reactor->listeners_taken < grants->listener_count) {
    return grants->listeners[reactor->listeners_taken++];
  }
  if (!grants->network) {
    errno = EACCES;
    return -1;
  }
  const char* address = fio_memory_text(&reactor->memory, operation->address);
  return address
           ? listen_at(address, (uint16_t)operation->size, grants->shares_ports)
           : -1;
}

void fio_attempt_listen(struct fio_reactor* reactor, struct pending* pending) {
  int listener = get_listener(reactor, &pending->operation);
  struct handle* handle =
    listener < 0 ? NULL : fio_handle_register(reactor, listener);
  if (handle) {
    fio_complete(reactor, pending, handle->number, get_port(listener));
  } else {
    fio_complete(reactor, pending, -errno, 0);
  }
}

static int accept_from(int listener) {
  int connection;
  do {
    connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    /* The first is a client that has given up before it was accepted. */
  } while (connection < 0 && (errno == ECONNABORTED || errno == EINTR));
  return connection;
}

static bool attempt_accept(struct fio_reactor* reactor,
                           struct pending* pending) {
  struct handle* handle = NULL;
  if (fio_handle_available(reactor)) {
    int connection = accept_from(file_of(reactor, pending));
    if (connection < 0 && errno == EAGAIN) {
      return false;
    }
    if (connection >= 0) {
      send_at_once(connection);
      handle = fio_handle_register(reactor, connection);
    }
  }
  fio_complete(reactor, pending, handle ? handle->number : -errno, 0);
  return true;
}

static bool attempt_recv(struct fio_reactor* reactor, struct pending* pending) {
  ssize_t size = recv(file_of(reactor, pending),
                      buffer_of(reactor, pending),
                      pending->operation.size,
                      MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) {
    return false;
  }
  fio_complete(reactor, pending, size < 0 ? -errno : size, 0);
  return true;
}

static bool attempt_send(struct fio_reactor* reactor, struct pending* pending) {
  const char* bytes = buffer_of(reactor, pending);
  uint32_t all = pending->operation.size;
  int file = file_of(reactor, pending);
  while (pending->sent < all) {
    ssize_t size = send(file,
                        bytes + pending->sent,
                        all - pending->sent,
                        MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size < 0) {
      if (errno == EAGAIN) {
        return false;
      }
      fio_complete(reactor, pending, -errno, 0);
      return true;
    }
    pending->sent += (uint32_t)size;
  }
  fio_complete(reactor, pending, pending->sent, 0);
  return true;
}

/* Completes a CONNECT whose socket is connected. */
static void complete_connect(struct fio_reactor* reactor,
                             struct pending* pending) {
  send_at_once(file_of(reactor, pending));
  fio_complete(reactor, pending, pending->operation.descriptor, 0);
}

/* Begins to connect to an address. Returns the socket, or -1 with errno set. */
static int begin_to_connect(const struct addrinfo* to, bool* connected) {
  int connection =
    socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (connection < 0) {
    return -1;
  }
  *connected = connect(connection, to->ai_addr, to->ai_addrlen) == 0;
  if (!*connected && errno != EINPROGRESS) {
    int error = errno;
    close(connection);
    errno = error;
    return -1;
  }
  return connection;
}

void fio_connect_next(struct fio_reactor* reactor, struct pending* pending) {
  for (struct addrinfo* to; (to = pending->address);) {
    bool connected = false;
    struct handle* handle = NULL;
    pending->address = to->ai_next;
    if (fio_handle_available(reactor)) {
      int connection = begin_to_connect(to, &connected);
      handle = connection < 0 ? NULL : fio_handle_register(reactor, connection);
    }
    if (!handle) {
      pending->result = -errno;
      continue;
    }
    pending->operation.descriptor = handle->number;
    if (connected) {
      complete_connect(reactor, pending);
    } else {
      fio_queue_push(&handle->writers, &pending->link);
    }
    return;
  }
  /* The error of the last. */
  fio_complete(reactor, pending, pending->result, 0);
}

static bool attempt_connect(struct fio_reactor* reactor,
                            struct pending* pending) {
  struct handle* handle =
    fio_handle_find(reactor, pending->operation.descriptor);
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(handle->file, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error == 0) {
    complete_connect(reactor, pending);
    return true;
  }
  fio_queue_leave(&pending->link);
  fio_handle_close(reactor, handle);
  pending->result = -error;
  fio_connect_next(reactor, pending);
  /* It may wait in the same queue now, for another socket. */
  return false;
}

bool fio_attempt(struct fio_reactor* reactor, struct pending* pending) {
  switch (pending->operation.code) {
    case FIO_OP_ACCEPT:
      return attempt_accept(reactor, pending);
    case FIO_OP_RECV:
      return attempt_recv(reactor, pending);
    case FIO_OP_SEND:
      return attempt_send(reactor, pending);
    default:
      return attempt_connect(reactor, pending);
  }
}

bool fio_attempt_read(struct fio_reactor* reactor, struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  struct iovec buffer = {buffer_of(reactor, pending), operation->size};
  ssize_t size = preadv2(
    file_of(reactor, pending), &buffer, 1, (off_t)operation->extra, RWF_NOWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EOPNOTSUPP)) {
    return false;
  }
  fio_complete(reactor, pending, size < 0 ? -errno : size, 0);
  return true;
}
