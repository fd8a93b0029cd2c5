// fio_main runs until all tasks have ended, also those that the first one leaves behind,
// and closes what they leave open. It can be called again, and nothing is left of before.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK: 300 times, with 3 tasks each
#include "Inputs/check.h"

static int tasks;
static uint16_t port;

static void* leave_open(void* argument) {
  int* listener = argument;
  int connection = connect_to(*listener);
  CHECK(fio_accept(*listener, SOON) >= 0);
  CHECK(fio_sleep(FIO_MILLISECOND) == 0);
  CHECK(fio_send(connection, "x", 1, SOON) == 1);
  tasks++;
  return NULL;
}

static void* start(void* argument) {
  static int listener;
  // The port that the one before has left open is free again.
  listener = fio_listen("127.0.0.1", port, 10);
  CHECK(listener >= 0);
  port = (uint16_t)fio_port(listener);
  CHECK(fio_async(leave_open, &listener));
  CHECK(fio_async(leave_open, &listener));
  tasks++;
  return argument;
}

int main(void) {
  enum { TIMES = 300 };
  for (int i = 0; i < TIMES; i++)
    CHECK(fio_main(start, NULL) == 0);
  printf("%d times, with %d tasks each\n", TIMES, tasks / TIMES);
  return 0;
}
