// A cancelled task goes on with ECANCELED wherever it waits, and at every later call. It
// cleans up and returns. What was complete before isn't lost.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      cleaned up: 7 of 7
// CHECK-NEXT: received before the end: 5 bytes
// CHECK-NEXT: cancelled all: 100 of 100
#include "Inputs/check.h"

static int listener;
static int ends[2];
static fio_channel_t empty;
static fio_channel_t full;
static fio_task_t first;
static int cleaned_up;

// What each of the tasks waits in.
static int wait_in(int call) {
  char byte = 0;
  switch (call) {
    case 0:
      return fio_sleep(3600 * FIO_SECOND);
    case 1:
      return (int)fio_recv(ends[1], &byte, 1, FIO_NEVER);
    case 2:
      return fio_accept(listener, FIO_NEVER);
    case 3:
      return fio_channel_recv(empty, &byte, FIO_NEVER);
    case 4:
      return fio_channel_send(full, &byte, FIO_NEVER);
    case 5:
      return fio_wait(first, FIO_NEVER);
    default:
      return fio_yield();
  }
}

static void* wait_and_clean_up(void* argument) {
  char* owned = malloc(100);
  int call = to_int(argument);
  if (call == 6) {
    // It never stops by itself.
    while (wait_in(call) == 0) {
    }
  } else {
    CHECK(wait_in(call) == -1);
  }
  CHECK(errno == ECANCELED);
  for (int later = 0; later <= 6; later++)
    CHECK_ERROR(wait_in(later), ECANCELED);
  free(owned);
  cleaned_up++;
  return NULL;
}

static void* receive(void* size) {
  char buffer[16];
  ssize_t more;
  while ((more = fio_recv(ends[1], buffer, sizeof buffer, FIO_NEVER)) > 0)
    *(int*)size += (int)more;
  CHECK(more == -1 && errno == ECANCELED);
  return NULL;
}

static void* start(void* argument) {
  first = fio_self();
  listener = listen_here(10);
  make_pair(listener, ends);
  empty = fio_channel_make(1, 1);
  full = fio_channel_make(1, 1);
  CHECK(fio_channel_send(full, "x", SOON) == 0);

  fio_task_t tasks[7];
  for (int i = 0; i < 7; i++)
    CHECK(tasks[i] = fio_async(wait_and_clean_up, number(i)));
  CHECK(fio_sleep(10 * FIO_MILLISECOND) == 0);
  for (int i = 0; i < 7; i++)
    CHECK(fio_cancel(tasks[i]) == 0);
  for (int i = 0; i < 7; i++)
    CHECK(fio_wait(tasks[i], SOON) == 0);
  printf("cleaned up: %d of 7\n", cleaned_up);
  CHECK_ERROR(fio_cancel(tasks[0]), ESRCH);
  CHECK_ERROR(fio_cancel(0), ESRCH);
  CHECK_ERROR(fio_cancel(12345), ESRCH);
  CHECK(fio_wait(tasks[0], FIO_NEVER) == 0);

  int size = 0;
  fio_task_t receiver = fio_async(receive, &size);
  CHECK(fio_yield() == 0);
  send_text(ends[0], "bytes");
  while (size < 5 && fio_sleep(FIO_MILLISECOND) == 0) {
  }
  fio_cancel(receiver);
  CHECK(fio_wait(receiver, SOON) == 0);
  printf("received before the end: %d bytes\n", size);

  // What comes after the end isn't lost: the next one gets it.
  receiver = fio_async(receive, &size);
  CHECK(fio_yield() == 0);
  fio_cancel(receiver);
  CHECK(fio_wait(receiver, SOON) == 0);
  CHECK(size == 5);
  send_text(ends[0], "more");
  expect_text(ends[1], "more");

  cleaned_up = 0;
  for (int i = 0; i < 100; i++)
    CHECK(fio_async(wait_and_clean_up, number(i % 7)));
  CHECK(fio_sleep(10 * FIO_MILLISECOND) == 0);
  fio_cancel_all();
  // Itself, it isn't cancelled.
  while (cleaned_up < 100)
    CHECK(fio_yield() == 0);
  printf("cancelled all: %d of 100\n", cleaned_up);

  fio_close(ends[0]);
  fio_close(ends[1]);
  fio_close(listener);
  fio_channel_free(empty);
  fio_channel_free(full);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
