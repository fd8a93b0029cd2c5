// The handle of a freed fiber doesn't become that of the fiber that takes its
// place.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  int value;
  fiber_result_t result = FIBER_OK;
  fiber_t stale = fiber_alloc(echo);
  fiber_free(stale);
  fiber_t fiber = fiber_alloc(echo);
  assert(fiber_resume(stale, &value, &result) == NULL);
  assert(result == FIBER_ERROR);
  // Nothing has happened to the new one.
  assert(fiber_resume(fiber, &value, &result) == &value);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(stale, &value, &result) == NULL);
  assert(result == FIBER_ERROR);
  fiber_free(stale);
  assert(fiber_resume(fiber, &value, &result) == &value);
  assert(result == FIBER_OK);
  fiber_free(fiber);
  return 0;
}
