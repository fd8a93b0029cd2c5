// A task that computes lets others run at fio_yield: they take turns, and what becomes
// ready meanwhile has its turn, too.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      turns: abcabcabc
// CHECK-NEXT: the clock goes on, and a timer ends while others compute
// CHECK-NEXT: a connection is served while others compute
#include "Inputs/check.h"

static char turns[10];

static void* take_turns(void* argument) {
  for (int i = 0; i < 3; i++) {
    turns[strlen(turns)] = (char)('a' + to_int(argument));
    CHECK(fio_yield() == 0);
  }
  return NULL;
}

static void* compute(void* argument) {
  while (fio_yield() == 0) {
  }
  CHECK(errno == ECANCELED);
  return argument;
}

static void* echo_once(void* argument) {
  char byte;
  int connection = fio_accept(to_int(argument), SOON);
  CHECK(fio_recv(connection, &byte, 1, SOON) == 1);
  CHECK(fio_send(connection, &byte, 1, SOON) == 1);
  fio_close(connection);
  return NULL;
}

static void* start(void* argument) {
  for (int i = 0; i < 3; i++)
    CHECK(fio_async(take_turns, number(i)));
  while (strlen(turns) < 9)
    CHECK(fio_yield() == 0);
  printf("turns: %s\n", turns);

  fio_task_t busy = fio_async(compute, NULL);
  CHECK(fio_sleep(10 * FIO_MILLISECOND) == 0);
  puts("the clock goes on, and a timer ends while others compute");

  int listener = listen_here(1);
  CHECK(fio_async(echo_once, number(listener)));
  int connection = connect_to(listener);
  send_text(connection, "!");
  expect_text(connection, "!");
  fio_close(connection);
  fio_close(listener);
  puts("a connection is served while others compute");
  CHECK(fio_cancel(busy) == 0);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
