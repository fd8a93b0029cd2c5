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

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/uio.h>
#include <unistd.h>

int fio_epoll = -1;

static void* buffer_of(const struct pending* pending) {
  return (void*)(uintptr_t)pending->operation.address;
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

/* Has epoll tell when a socket is ready. Closes it if that fails. */
static bool register_socket(int socket) {
  struct epoll_event event = {
    .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.fd = socket};
  if (epoll_ctl(fio_epoll, EPOLL_CTL_ADD, socket, &event) < 0) {
    int error = errno;
    close(socket);
    errno = error;
    return false;
  }
  fio_descriptor_state(socket)->open = true;
  return true;
}

/* What is sent goes out at once: fio_send sends whole messages. */
static void send_at_once(int socket) {
  int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

/* Returns the socket, or -1 with errno set. */
static int listen_at(const char* text, uint16_t port) {
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
  if (bind(listener, &address.any, length) < 0 ||
      listen(listener, SOMAXCONN) < 0) {
    int error = errno;
    close(listener);
    errno = error;
    return -1;
  }
  return register_socket(listener) ? listener : -1;
}

void fio_attempt_listen(struct pending* pending) {
  int listener =
    listen_at(buffer_of(pending), (uint16_t)pending->operation.size);
  if (listener < 0) {
    fio_complete(pending, -errno, 0);
  } else {
    fio_complete(pending, listener, get_port(listener));
  }
}

static bool attempt_accept(struct pending* pending) {
  int connection;
  do {
    connection = accept4(
      pending->operation.descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    /* The first is a client that has given up before it was accepted. */
  } while (connection < 0 && (errno == ECONNABORTED || errno == EINTR));
  if (connection < 0 && errno == EAGAIN) {
    return false;
  }
  if (connection >= 0 && register_socket(connection)) {
    send_at_once(connection);
    fio_complete(pending, connection, 0);
  } else {
    fio_complete(pending, -errno, 0);
  }
  return true;
}

static bool attempt_recv(struct pending* pending) {
  ssize_t size = recv(pending->operation.descriptor,
                      buffer_of(pending),
                      pending->operation.size,
                      MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) {
    return false;
  }
  fio_complete(pending, size < 0 ? -errno : size, 0);
  return true;
}

static bool attempt_send(struct pending* pending) {
  const struct fio_operation* operation = &pending->operation;
  while (pending->sent < operation->size) {
    ssize_t size = send(operation->descriptor,
                        (const char*)buffer_of(pending) + pending->sent,
                        operation->size - pending->sent,
                        MSG_DONTWAIT | MSG_NOSIGNAL);
    if (size < 0) {
      if (errno == EAGAIN) {
        return false;
      }
      fio_complete(pending, -errno, 0);
      return true;
    }
    pending->sent += (uint32_t)size;
  }
  fio_complete(pending, pending->sent, 0);
  return true;
}

/* Completes a CONNECT whose socket is connected. */
static void complete_connect(struct pending* pending) {
  send_at_once(pending->operation.descriptor);
  fio_complete(pending, pending->operation.descriptor, 0);
}

void fio_connect_next(struct pending* pending) {
  for (struct addrinfo* to; (to = pending->address);) {
    pending->address = to->ai_next;
    int connection =
      socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection < 0) {
      pending->result = -errno;
      continue;
    }
    bool connected = connect(connection, to->ai_addr, to->ai_addrlen) == 0;
    if (!connected && errno != EINPROGRESS) {
      pending->result = -errno;
      close(connection);
      continue;
    }
    if (!register_socket(connection)) {
      pending->result = -errno;
      continue;
    }
    pending->operation.descriptor = connection;
    if (connected) {
      complete_connect(pending);
    } else {
      fio_queue_push(&fio_descriptor_state(connection)->writers,
                     &pending->link);
    }
    return;
  }
  /* The error of the last. */
  fio_complete(pending, pending->result, 0);
}

static bool attempt_connect(struct pending* pending) {
  int connection = pending->operation.descriptor;
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(connection, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error == 0) {
    complete_connect(pending);
  } else {
    fio_queue_leave(&pending->link);
    fio_descriptor_close(connection);
    pending->result = -error;
    fio_connect_next(pending);
  }
  return true;
}

bool fio_attempt(struct pending* pending) {
  switch (pending->operation.code) {
    case FIO_OP_ACCEPT:
      return attempt_accept(pending);
    case FIO_OP_RECV:
      return attempt_recv(pending);
    case FIO_OP_SEND:
      return attempt_send(pending);
    default:
      return attempt_connect(pending);
  }
}

bool fio_attempt_read(struct pending* pending) {
  struct iovec buffer = {buffer_of(pending), pending->operation.size};
  ssize_t size = preadv2(pending->operation.descriptor,
                         &buffer,
                         1,
                         (off_t)pending->operation.extra,
                         RWF_NOWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EOPNOTSUPP)) {
    return false;
  }
  fio_complete(pending, size < 0 ? -errno : size, 0);
  return true;
}
