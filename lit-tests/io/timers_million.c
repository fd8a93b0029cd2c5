// The heap of timers by itself: a million are started in no order, every third is stopped,
// and the others come out in order.
// RUN: %check-program --tiers=frames --cc-arg=-I%source/io %s | FileCheck %s --match-full-lines
// CHECK:      1000000 started, the first is due at 0
// CHECK-NEXT: 666666 in order
// CHECK-NEXT: those that never end aren't started
#include "timers.h"

#include "array.c"
#include "timers.c"

#include <stdio.h>

enum { COUNT = 1000000 };

static struct timer timers[COUNT];

int main(void) {
  struct timers heap = {0};
  if (!fio_timers_reserve(&heap, COUNT))
    return 1;
  for (int i = 0; i < COUNT; i++)
    fio_timers_start(&heap, &timers[i], (fio_time_t)i * 7919 % COUNT / 2);
  printf("%zu started, the first is due at %d\n",
         heap.count,
         (int)fio_timers_first(&heap)->time);

  for (int i = 0; i < COUNT; i += 3) {
    fio_timers_stop(&heap, &timers[i]);
    fio_timers_stop(&heap, &timers[i]);
  }
  fio_time_t last = 0;
  int in_order = 0;
  for (struct timer* timer; (timer = fio_timers_first(&heap));) {
    in_order += timer->time >= last && (timer - timers) % 3 != 0;
    last = timer->time;
    fio_timers_stop(&heap, timer);
  }
  printf("%d in order\n", in_order);

  fio_timers_start(&heap, &timers[0], FIO_NEVER);
  fio_timers_stop(&heap, &timers[0]);
  if (!fio_timers_first(&heap))
    puts("those that never end aren't started");
  fio_timers_free(&heap);
  return 0;
}
