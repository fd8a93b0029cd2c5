// The heap of timers by itself: a million are started in no order, every third is stopped,
// every fifth put off, and every seventh brought forward. They come out at their times.
//
// RUN: %check-program --tiers=frames --cc-arg=-I%source/io %s | FileCheck %s --match-full-lines
// CHECK:      1000000 started, the first is due at 0
// CHECK-NEXT: 666666 in order, all at their times
// CHECK-NEXT: those that never end aren't started
#include "timers.h"

#include "array.c"
#include "fatal.c"
#include "timers.c"

#include <stdio.h>

enum { COUNT = 1000000 };

static struct timer timers[COUNT];

// When timer `i` is to be over at last.
static fio_time_t time_of(int i) {
  fio_time_t time = (fio_time_t)i * 7919 % COUNT / 2;
  if (i % 3 == 0)
    return FIO_NEVER;
  if (i % 5 == 0)
    time += COUNT;
  return i % 7 == 0 ? time - COUNT : time;
}

int main(void) {
  struct timers heap = {0};
  if (!fio_timers_reserve(&heap, COUNT))
    return 1;
  for (int i = 0; i < COUNT; i++)
    fio_timers_start(&heap, &timers[i], (fio_time_t)i * 7919 % COUNT / 2);
  printf("%zu started, the first is due at %d\n",
         heap.count,
         (int)fio_timers_first(&heap, COUNT)->time);

  for (int i = 0; i < COUNT; i++) {
    fio_timers_start(&heap, &timers[i], time_of(i));
    fio_timers_start(&heap, &timers[i], time_of(i));
  }
  fio_time_t last = -COUNT;
  int in_order = 0;
  // Each is over in its own step, and in order.
  for (fio_time_t now = -COUNT; now < 2 * COUNT; now += COUNT / 2) {
    for (struct timer* timer; (timer = fio_timers_first(&heap, now));) {
      in_order += timer->time == time_of((int)(timer - timers)) &&
                  timer->time >= last && timer->time > now - COUNT / 2;
      last = timer->time;
      fio_timers_start(&heap, timer, FIO_NEVER);
    }
  }
  printf("%d in order, all at their times\n", in_order);

  fio_timers_start(&heap, &timers[0], FIO_NEVER);
  if (!fio_timers_first(&heap, FIO_NEVER - 1))
    puts("those that never end aren't started");
  fio_timers_free(&heap);
  return 0;
}
