// 10,000 tasks sleep at once, each for a time of its own. They wake up in the order of
// these times, and none too early.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK: 10000 woke up in order
#include "Inputs/check.h"

enum { SLEEPERS = 10000 };

static fio_time_t last;
static int woken;

static void* wait_a_while(void* argument) {
  // All times are different, and in no order.
  fio_time_t duration = (fio_time_t)(to_int(argument) * 7919 % SLEEPERS) * 5000;
  fio_time_t end = fio_after(duration);
  CHECK(fio_sleep(duration) == 0);
  CHECK(fio_now() >= end);
  CHECK(end >= last);
  last = end;
  woken++;
  return NULL;
}

static void* start(void* argument) {
  for (int i = 0; i < SLEEPERS; i++)
    CHECK(fio_async(wait_a_while, number(i)));
  return argument;
}

int main(void) {
  CHECK(fio_main(start, NULL) == 0);
  printf("%d woke up in order\n", woken);
  return 0;
}
