// What is wrong is an error of POSIX, and nothing else happens.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK: all errors were as they should
#include "Inputs/check.h"

static void* nothing(void* argument) { return argument; }

static void* start(void* argument) {
  char byte = 0;
  int64_t size;
  int listener = listen_here(1);
  uint16_t port = (uint16_t)fio_port(listener);
  int ends[2];
  make_pair(listener, ends);

  CHECK_ERROR(fio_main(nothing, NULL), EBUSY);

  CHECK_ERROR(fio_listen("localhost", 0, 1), EINVAL);
  CHECK_ERROR(fio_listen("127.0.0.1.5", 0, 1), EINVAL);
  CHECK_ERROR(fio_listen("127.0.0.1", 0, 0), EINVAL);
  CHECK_ERROR(fio_listen("127.0.0.1", port, 1), EADDRINUSE);
  CHECK_ERROR(fio_listen("192.0.2.1", 0, 1), EADDRNOTAVAIL);

  CHECK_ERROR(fio_port(-1), EBADF);
  CHECK_ERROR(fio_port(ends[0]), EBADF);
  CHECK_ERROR(fio_accept(ends[0], SOON), EBADF);
  CHECK_ERROR(fio_accept(1 << 30, SOON), EBADF);
  CHECK_ERROR(fio_recv(listener, &byte, 1, SOON), EBADF);
  CHECK_ERROR(fio_send(listener, &byte, 1, SOON), EBADF);
  CHECK_ERROR(fio_half_close(listener), EBADF);
  CHECK_ERROR(fio_read_file(ends[0], &byte, 1, 0, SOON), EBADF);
  CHECK_ERROR(fio_close(-1), EBADF);
  CHECK_ERROR(fio_close(1 << 30), EBADF);
  CHECK(fio_send(ends[0], NULL, 0, SOON) == 0);
  CHECK(fio_recv(ends[0], NULL, 0, SOON) == 0);
  CHECK(fio_close(ends[0]) == 0);
  CHECK_ERROR(fio_close(ends[0]), EBADF);
  CHECK_ERROR(fio_send(ends[0], &byte, 1, SOON), EBADF);

  CHECK_ERROR(fio_open("no such directory", "file", &size, SOON), ENOENT);

  // By its name, too.
  int connection = fio_connect("localhost", port, SOON);
  CHECK(connection >= 0);
  fio_close(connection);
  fio_close(ends[1]);
  fio_close(listener);
  CHECK_ERROR(fio_connect("127.0.0.1", port, SOON), ECONNREFUSED);
  // Where no server knows of names, it may be a failure of today.
  CHECK(fio_connect("no-such-host.invalid", port, SOON) == -1);
  CHECK(errno == ENOENT || errno == EAGAIN);
  // Which error that is, hosts don't agree on.
  CHECK(fio_connect("no UTF-8: \xff", port, SOON) == -1);

  // Nobody else is there.
  CHECK_ERROR(fio_wait(fio_self(), FIO_NEVER), EDEADLK);
  fio_channel_t channel = fio_channel_make(1, 1);
  CHECK_ERROR(fio_channel_recv(channel, &byte, FIO_NEVER), EDEADLK);
  fio_channel_free(channel);

  puts("all errors were as they should");
  return argument;
}

int main(void) {
  char byte;
  fio_channel_t channel = fio_channel_make(1, 1);
  CHECK_ERROR(fio_sleep(0), EPERM);
  CHECK_ERROR(fio_yield(), EPERM);
  CHECK_ERROR(fio_listen("127.0.0.1", 0, 1), EPERM);
  CHECK_ERROR(fio_connect("127.0.0.1", 1, FIO_NEVER), EPERM);
  CHECK_ERROR(fio_channel_recv(channel, &byte, FIO_NEVER), EPERM);
  CHECK_ERROR(fio_wait(1, FIO_NEVER), EPERM);
  CHECK_ERROR(fio_cancel(1), ESRCH);
  CHECK(fio_async(nothing, NULL) == 0 && errno == EPERM);
  CHECK(fio_self() == 0);
  fio_channel_free(channel);
  return fio_main(start, NULL);
}
