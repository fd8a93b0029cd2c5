// The place for the result may be NULL, whatever the result is.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  int first, second;
  fiber_t fiber = fiber_alloc(echo);
  assert(fiber_resume(fiber, &first, NULL) == &first);
  assert(fiber_resume(fiber, &second, NULL) == &second);
  assert(fiber_resume(fiber, &first, NULL) == NULL);
  fiber_free(fiber);
  assert(fiber_resume(fiber, &first, NULL) == NULL);
  return 0;
}
