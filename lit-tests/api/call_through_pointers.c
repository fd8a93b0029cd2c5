// The functions of fiber.h are ordinary functions: their addresses can be taken
// and called.
// RUN: %check-program %s
// RUN: %check-program --cc-arg=-O0 --cc-arg=-g %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

struct operations {
  fiber_t (*alloc)(fiber_entry_point_t);
  fiber_t (*sized_alloc)(fiber_entry_point_t, size_t);
  void (*free)(fiber_t);
  void* (*resume)(fiber_t, void*, fiber_result_t*);
  void* (*yield)(void*);
};

// volatile, so that no call becomes a direct one.
static volatile struct operations fibers = {
  fiber_alloc, fiber_sized_alloc, fiber_free, fiber_resume, fiber_yield};

static void* entry(void* value) { return fibers.yield(value); }

int main(void) {
  int first, second;
  fiber_result_t result;
  fiber_t fiber = fibers.alloc(entry);
  assert(fibers.resume(fiber, &first, &result) == &first);
  assert(result == FIBER_YIELD);
  assert(fibers.resume(fiber, &second, &result) == &second);
  assert(result == FIBER_OK);
  fibers.free(fiber);
  assert(fibers.resume(fiber, NULL, &result) == NULL);
  assert(result == FIBER_ERROR);

  // fiber_yield is itself of the type of an entry.
  fiber = fibers.sized_alloc(fibers.yield, 4096);
  assert(fibers.resume(fiber, &first, &result) == &first);
  assert(result == FIBER_YIELD);
  assert(fibers.resume(fiber, &second, &result) == &second);
  assert(result == FIBER_OK);
  fibers.free(fiber);
  return 0;
}
