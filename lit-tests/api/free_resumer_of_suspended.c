// Freeing a fiber leaves alone those it has resumed: one that it left suspended
// can be resumed by another.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* run_inner(void* value) { return fiber_yield(value); }

static void* run_outer(void* inner) {
  fiber_resume(inner, inner, NULL);
  fiber_yield(NULL);
  return NULL;
}

int main(void) {
  fiber_result_t result;
  fiber_t inner = fiber_alloc(run_inner);
  fiber_t outer = fiber_alloc(run_outer);
  fiber_resume(outer, inner, NULL);
  fiber_free(outer);
  assert(fiber_resume(inner, &result, &result) == &result);
  assert(result == FIBER_OK);
  fiber_free(inner);
  return 0;
}
