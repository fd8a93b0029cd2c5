// Fibers that wait deep in calls while the program fills memory that it takes in between:
// none of it may be theirs.
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static uintptr_t descend(unsigned depth, uintptr_t seed) {
  volatile uintptr_t kept[8];
  for (unsigned i = 0; i < 8; i++) {
    kept[i] = seed + depth + i;
  }
  uintptr_t sum = depth ? descend(depth - 1, seed) : (uintptr_t)fiber_yield(NULL);
  for (unsigned i = 0; i < 8; i++) {
    assert(kept[i] == seed + depth + i);
  }
  return sum + kept[0];
}

static void* entry(void* seed) { return (void*)descend(20, (uintptr_t)seed); }

// Takes `size` bytes after each fiber has yielded. Returns the sum of what they return.
static unsigned long fill_between(void* (*take)(size_t), size_t size) {
  enum { Fibers = 40 };
  fiber_t fibers[Fibers];
  for (uintptr_t i = 0; i < Fibers; i++) {
    fibers[i] = fiber_sized_alloc(entry, 4096);
    assert(fibers[i]);
    fiber_resume(fibers[i], (void*)i, NULL);
    memset(take(size), 0xee, size);
  }
  uintptr_t sum = 0;
  for (uintptr_t i = 0; i < Fibers; i++) {
    fiber_result_t result;
    sum += (uintptr_t)fiber_resume(fibers[i], (void*)(i * 8), &result);
    assert(result == FIBER_OK);
    fiber_free(fibers[i]);
  }
  return sum;
}
