// A task waits on its own fiber only: to wait on one that it has made ends the program.
// RUN: %check-program --io --tiers=frames,native --status=134 %s 2>&1 | FileCheck %s
// CHECK-COUNT-5: fio: a function that waits was called on a fiber that the task has made
#include "Inputs/check.h"

static void* wait_in_fiber(void* argument) {
  fio_sleep(FIO_MILLISECOND);
  return argument;
}

static void* start(void* argument) {
  fiber_t fiber = fiber_alloc(wait_in_fiber);
  fiber_resume(fiber, NULL, NULL);
  fiber_free(fiber);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
