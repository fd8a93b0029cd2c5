// However often a fiber's place is reused, its handle is a new one, and the one
// before it is stale.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) {
  fiber_yield(value);
  return value;
}

int main(void) {
  fiber_t previous = NULL;
  for (int i = 0; i < 100000; i++) {
    fiber_result_t result;
    fiber_t fiber = fiber_alloc(echo);
    assert(fiber != NULL && fiber != previous);
    assert(fiber_resume(previous, &previous, &result) == NULL);
    assert(result == FIBER_ERROR);
    assert(fiber_resume(fiber, &previous, &result) == &previous);
    assert(result == FIBER_YIELD);
    fiber_free(previous);
    // Every other one is freed before it has finished.
    if (i % 2 == 0) {
      fiber_resume(fiber, NULL, &result);
      assert(result == FIBER_OK);
    }
    fiber_free(fiber);
    previous = fiber;
  }
  return 0;
}
