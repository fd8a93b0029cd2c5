// Where nothing waits for JavaScript, fiber_poll is fiber_resume, and there is no fiber to
// wait for.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  int value;
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(echo);
  assert(fiber_poll(fiber, &value, &result) == &value);
  assert(result == FIBER_YIELD);
  assert(fiber_wait() == NULL);
  assert(fiber_poll(fiber, NULL, NULL) == NULL);
  assert(fiber_poll(fiber, &value, &result) == NULL);
  assert(result == FIBER_ERROR);
  fiber_free(fiber);
  return 0;
}
