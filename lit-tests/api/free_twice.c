// The second free of a fiber does nothing, not even to the fiber that has taken
// its place.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  int value;
  fiber_result_t result;
  fiber_t freed = fiber_alloc(echo);
  fiber_resume(freed, NULL, NULL);
  fiber_free(freed);
  fiber_free(freed);

  // If it had been freed twice, these two might be one.
  fiber_t a = fiber_alloc(echo);
  fiber_t b = fiber_alloc(echo);
  assert(a != b);
  fiber_free(freed);
  assert(fiber_resume(a, &a, &result) == &a && result == FIBER_YIELD);
  assert(fiber_resume(b, &b, &result) == &b && result == FIBER_YIELD);
  assert(fiber_resume(a, &value, &result) == &value && result == FIBER_OK);
  assert(fiber_resume(b, &value, &result) == &value && result == FIBER_OK);
  fiber_free(a);
  fiber_free(b);
  return 0;
}
