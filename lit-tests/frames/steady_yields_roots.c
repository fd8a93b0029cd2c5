// A fiber that yields where it was goes on there, though the runtime tells
// collectors that all of its region is in use while it runs.
// RUN: %check-program %s | FileCheck %s
// CHECK: no more roots after 9 yields than after 1; returns 10
#include "Inputs/count_up.h"
#include <stdio.h>

static void add_size(void* start, size_t size, void* sum) {
  (void)start;
  *(size_t*)sum += size;
}

int main(void) {
  fiber_result_t result = FIBER_YIELD;
  fiber_t counter = fiber_alloc(count_up);
  size_t first = 0;
  size_t last = 0;
  uintptr_t value = 0;
  unsigned yields = 0;
  while (result == FIBER_YIELD) {
    value = (uintptr_t)fiber_resume(counter, (void*)10, &result);
    if (result == FIBER_YIELD) {
      last = 0;
      fiber_each_root_range(add_size, &last);
      first = yields++ ? first : last;
    }
  }
  printf("%s roots after %u yields than after 1; returns %u\n",
         last > first ? "more" : "no more",
         yields - 1,
         (unsigned)value);
  fiber_free(counter);
  return 0;
}
