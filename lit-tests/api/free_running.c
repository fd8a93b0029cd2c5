// A free of the running fiber, or of one that waits for it, does nothing.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static fiber_t outer, inner;

static void* run_inner(void* value) {
  fiber_free(inner);
  fiber_free(outer);
  assert(fiber_yield(value) == value);
  fiber_free(inner);
  return value;
}

static void* run_outer(void* value) {
  fiber_free(outer);
  inner = fiber_alloc(run_inner);
  assert(fiber_resume(inner, value, NULL) == value);
  assert(fiber_yield(value) == value);
  assert(fiber_resume(inner, value, NULL) == value);
  fiber_free(inner);
  return value;
}

int main(void) {
  int value;
  fiber_result_t result;
  outer = fiber_alloc(run_outer);
  assert(fiber_resume(outer, &value, &result) == &value);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(outer, &value, &result) == &value);
  assert(result == FIBER_OK);
  fiber_free(outer);
  return 0;
}
