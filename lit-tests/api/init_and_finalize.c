// Programs that were written for another fiber.h may call fiber_init first and
// fiber_finalize last.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  int value;
  fiber_init();
  fiber_t fiber = fiber_alloc(echo);
  assert(fiber_resume(fiber, &value, NULL) == &value);
  assert(fiber_resume(fiber, &value, NULL) == &value);
  fiber_free(fiber);
  fiber_finalize();
  return 0;
}
