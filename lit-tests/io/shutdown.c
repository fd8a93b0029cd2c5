// A graceful end: nothing new is accepted, what is in flight is finished, and what takes
// too long is cancelled.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      the acceptor ends
// CHECK-NEXT: in flight: answered
// CHECK-NEXT: idle: cancelled
// CHECK-NEXT: started later: cancelled
// CHECK-NEXT: fio_main returns 0
#include "Inputs/check.h"

static int listener;

static void* answer(void* argument) {
  int connection = to_int(argument);
  expect_text(connection, "ask");
  CHECK(fio_sleep(5 * FIO_MILLISECOND) == 0);
  send_text(connection, "answer");
  fio_close(connection);
  return NULL;
}

static void* accept_all(void* argument) {
  int connection;
  while ((connection = fio_accept(listener, FIO_NEVER)) >= 0)
    CHECK(fio_async(answer, number(connection)));
  CHECK(errno == ECANCELED);
  puts("the acceptor ends");
  CHECK_ERROR(fio_accept(listener, FIO_NEVER), ECANCELED);
  // It isn't cancelled.
  CHECK(fio_sleep(0) == 0);
  fio_close(listener);
  return argument;
}

static void* idle(void* argument) {
  CHECK_ERROR(fio_sleep(3600 * FIO_SECOND), ECANCELED);
  puts("idle: cancelled");
  return argument;
}

static void* late(void* argument) {
  CHECK_ERROR(fio_sleep(0), ECANCELED);
  puts("started later: cancelled");
  return argument;
}

static void* start_late(void* argument) {
  CHECK_ERROR(fio_sleep(3600 * FIO_SECOND), ECANCELED);
  CHECK(fio_async(late, NULL));
  return argument;
}

static void* start(void* argument) {
  listener = listen_here(10);
  CHECK(fio_async(accept_all, NULL));
  CHECK(fio_async(idle, NULL));
  CHECK(fio_async(start_late, NULL));
  int connection = connect_to(listener);
  // Once the other end is there.
  CHECK(fio_sleep(20 * FIO_MILLISECOND) == 0);
  fio_shutdown(FIO_NEVER);
  send_text(connection, "ask");
  expect_text(connection, "answer");
  puts("in flight: answered");
  fio_close(connection);
  fio_shutdown(20 * FIO_MILLISECOND);
  fio_shutdown(3600 * FIO_SECOND); // The earlier end counts.
  return argument;
}

int main(void) {
  printf("fio_main returns %d\n", fio_main(start, NULL));
  return 0;
}
