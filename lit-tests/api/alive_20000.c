// 20,000 fibers are alive at once, each with its own state, and resumed in an
// order that has nothing to do with that of their making.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

enum { Count = 20000, Rounds = 3, Stride = 7919 };
static fiber_t fibers[Count];

// Yields the sum of what it has been given so far.
static void* add(void* first) {
  uintptr_t sum = (uintptr_t)first;
  for (int i = 1; i < Rounds; i++) {
    sum += (uintptr_t)fiber_yield((void*)sum);
  }
  return (void*)sum;
}

int main(void) {
  for (int i = 0; i < Count; i++) {
    fibers[i] = fiber_alloc(add);
    assert(fibers[i] != NULL);
  }
  for (uintptr_t round = 1; round <= Rounds; round++) {
    for (uintptr_t i = 0; i < Count; i++) {
      uintptr_t fiber = i * Stride % Count;
      fiber_result_t result;
      void* sum = fiber_resume(fibers[fiber], (void*)fiber, &result);
      assert((uintptr_t)sum == fiber * round);
      assert(result == (round < Rounds ? FIBER_YIELD : FIBER_OK));
    }
  }
  for (int i = 0; i < Count; i++) {
    fiber_free(fibers[i]);
  }
  return 0;
}
