// What the tests share.
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <fio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Ends the program if a condition doesn't hold.
#define CHECK(condition)                                                       \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr,                                                          \
              "%s:%d: not so: %s (errno: %s)\n",                               \
              __FILE__,                                                        \
              __LINE__,                                                        \
              #condition,                                                      \
              strerror(errno));                                                \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

// A call fails with an error.
#define CHECK_ERROR(call, error)                                               \
  do {                                                                         \
    errno = 0;                                                                 \
    CHECK((call) == -1);                                                       \
    CHECK(errno == (error));                                                   \
  } while (0)

// For what has to happen: a test that waits so long has failed, however slow
// the machine is.
#define SOON fio_after(300 * FIO_SECOND)

// For what isn't to happen.
#define A_MOMENT fio_after(20 * FIO_MILLISECOND)

static inline void* number(intptr_t value) { return (void*)value; }
static inline int to_int(void* argument) { return (int)(intptr_t)argument; }

// A listener of this machine's, on a free port.
static inline int listen_here(unsigned limit) {
  int listener = fio_listen("127.0.0.1", 0, limit);
  CHECK(listener >= 0);
  CHECK(fio_port(listener) > 0);
  return listener;
}

static inline int connect_to(int listener) {
  int connection = fio_connect("127.0.0.1", (uint16_t)fio_port(listener), SOON);
  CHECK(connection >= 0);
  return connection;
}

// Both ends of a connection.
static inline void make_pair(int listener, int ends[2]) {
  ends[0] = connect_to(listener);
  ends[1] = fio_accept(listener, SOON);
  CHECK(ends[1] >= 0);
}

static inline void send_text(int connection, const char* text) {
  size_t size = strlen(text);
  CHECK(fio_send(connection, text, size, SOON) == (ssize_t)size);
}

static inline void expect_text(int connection, const char* text) {
  char buffer[256];
  size_t size = strlen(text);
  size_t have = 0;
  while (have < size) {
    ssize_t more = fio_recv(connection, buffer + have, size - have, SOON);
    CHECK(more > 0);
    have += more;
  }
  CHECK(memcmp(buffer, text, size) == 0);
}

static inline void expect_end(int connection) {
  char byte;
  CHECK(fio_recv(connection, &byte, 1, SOON) == 0);
}

#endif
