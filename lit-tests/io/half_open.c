// One direction of a connection ends before the other; clients that say nothing, go away
// or are closed in a wait.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      half-closed: the answer still comes
// CHECK-NEXT: silent: dropped by its deadline
// CHECK-NEXT: closed in a wait: ECANCELED
// CHECK-NEXT: gone: sending fails in the end
// CHECK-NEXT: several at once: in order
#include "Inputs/check.h"

static int ends[2];

static void* close_soon(void* argument) {
  CHECK(fio_sleep(10 * FIO_MILLISECOND) == 0);
  fio_close(ends[1]);
  return argument;
}

static char order[4];
static int received;

static void* receive_one(void* argument) {
  char byte;
  CHECK(fio_recv(ends[1], &byte, 1, SOON) == 1);
  CHECK(byte == 'a' + to_int(argument));
  order[received++] = byte;
  return NULL;
}

static void* start(void* argument) {
  int listener = listen_here(10);
  char byte;

  make_pair(listener, ends);
  send_text(ends[0], "last words");
  CHECK(fio_half_close(ends[0]) == 0);
  CHECK(fio_half_close(ends[0]) == 0);
  expect_text(ends[1], "last words");
  expect_end(ends[1]);
  expect_end(ends[1]);
  send_text(ends[1], "answer");
  expect_text(ends[0], "answer");
  fio_close(ends[1]);
  expect_end(ends[0]);
  fio_close(ends[0]);
  puts("half-closed: the answer still comes");

  make_pair(listener, ends);
  CHECK_ERROR(fio_recv(ends[1], &byte, 1, A_MOMENT), ETIMEDOUT);
  fio_close(ends[1]);
  expect_end(ends[0]);
  fio_close(ends[0]);
  puts("silent: dropped by its deadline");

  make_pair(listener, ends);
  CHECK(fio_async(close_soon, NULL));
  CHECK_ERROR(fio_recv(ends[1], &byte, 1, SOON), ECANCELED);
  CHECK_ERROR(fio_recv(ends[1], &byte, 1, SOON), EBADF);
  fio_close(ends[0]);
  puts("closed in a wait: ECANCELED");

  make_pair(listener, ends);
  fio_close(ends[0]);
  expect_end(ends[1]);
  // The first is sent before the other side can say that nobody reads it.
  int times = 0;
  while (fio_send(ends[1], "anybody?", 8, SOON) == 8) {
    CHECK(++times < 1000);
    CHECK(fio_sleep(FIO_MILLISECOND) == 0);
  }
  CHECK(errno == EPIPE || errno == ECONNRESET);
  fio_close(ends[1]);
  puts("gone: sending fails in the end");

  make_pair(listener, ends);
  fio_task_t receivers[3];
  for (int i = 0; i < 3; i++)
    CHECK(receivers[i] = fio_async(receive_one, number(i)));
  CHECK(fio_yield() == 0);
  send_text(ends[0], "abc");
  for (int i = 0; i < 3; i++)
    CHECK(fio_wait(receivers[i], SOON) == 0);
  printf("several at once: %s\n",
         strcmp(order, "abc") == 0 ? "in order" : order);
  fio_close(ends[0]);
  fio_close(ends[1]);

  fio_close(listener);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
