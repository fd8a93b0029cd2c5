// A fiber yields from 10,000 frames down, again and again, and returns from all
// of them.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

enum { Depth = 10000, Yields = 5 };

// Yields at the bottom, and adds up the depths on the way back, so that no call
// is the last thing that it does.
static unsigned long descend(unsigned depth) {
  if (depth == 0) {
    for (int i = 0; i < Yields; i++) {
      fiber_yield(NULL);
    }
    return 0;
  }
  return descend(depth - 1) + depth;
}

static void* entry(void* sum) {
  *(unsigned long*)sum = descend(Depth);
  return sum;
}

int main(void) {
  unsigned long sum = 0;
  fiber_result_t result;
  // A frame of native code takes less.
  fiber_t fiber = fiber_sized_alloc(entry, Depth * 100);
  for (int i = 0; i < Yields; i++) {
    assert(fiber_resume(fiber, &sum, &result) == NULL);
    assert(result == FIBER_YIELD && sum == 0);
  }
  assert(fiber_resume(fiber, NULL, &result) == &sum);
  assert(result == FIBER_OK && sum == Depth * (Depth + 1ul) / 2);
  fiber_free(fiber);
  return 0;
}
