// A graceful end: nothing new is accepted, what is in flight is finished, and what takes
// too long is cancelled.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      idle: cancelled
// CHECK-NEXT: the acceptor ends
// CHECK-NEXT: who waited is accepted
// CHECK-NEXT: idle later: cancelled, but gets what comes
// CHECK-NEXT: in flight: answered
// CHECK-NEXT: sleeper: cancelled
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

static void* sleep_long(void* argument) {
  CHECK_ERROR(fio_sleep(3600 * FIO_SECOND), ECANCELED);
  puts("sleeper: cancelled");
  return argument;
}

static void* wait_for_request(void* argument) {
  char byte;
  int connection = to_int(argument);
  fio_set_idle(true);
  CHECK_ERROR(fio_recv(connection, &byte, 1, FIO_NEVER), ECANCELED);
  puts("idle: cancelled");
  // It isn't cancelled.
  fio_set_idle(false);
  CHECK(fio_sleep(0) == 0);
  return argument;
}

// Becomes idle when the end has begun.
static void* become_idle(void* argument) {
  char byte;
  int connection = to_int(argument);
  CHECK(fio_is_shutting_down());
  fio_set_idle(true);
  CHECK_ERROR(fio_recv(connection, &byte, 1, FIO_NEVER), ECANCELED);
  fio_set_idle(false);
  expect_text(connection, "x");
  puts("idle later: cancelled, but gets what comes");
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

// Accepts those who have connected before the end, and nobody else.
static void accept_waiting(int full, const int* clients, int count) {
  for (int i = 0; i < count; i++) {
    int connection = fio_accept(full, FIO_NEVER);
    CHECK(connection >= 0);
    send_text(connection, "welcome");
    expect_text(clients[i], "welcome");
    // There is room for one.
    fio_close(connection);
  }
  CHECK_ERROR(fio_accept(full, FIO_NEVER), ECANCELED);
  puts("who waited is accepted");
}

static void* start(void* argument) {
  int idle[2];
  int idle_later[2];
  int waiting[5];
  listener = listen_here(10);
  int full = listen_here(1);
  for (int i = 0; i < 5; i++)
    waiting[i] = connect_to(full);
  make_pair(listener, idle);
  make_pair(listener, idle_later);
  CHECK(fio_async(accept_all, NULL));
  CHECK(fio_async(wait_for_request, number(idle[1])));
  CHECK(fio_async(sleep_long, NULL));
  CHECK(fio_async(start_late, NULL));
  int connection = connect_to(listener);
  // Once the other end is there.
  CHECK(fio_sleep(20 * FIO_MILLISECOND) == 0);
  CHECK(!fio_is_shutting_down());
  fio_shutdown(FIO_NEVER);
  CHECK(fio_sleep(0) == 0);
  accept_waiting(full, waiting, 5);
  fio_task_t task = fio_async(become_idle, number(idle_later[1]));
  CHECK(fio_sleep(5 * FIO_MILLISECOND) == 0);
  send_text(idle_later[0], "x");
  CHECK(fio_wait(task, SOON) == 0);
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
