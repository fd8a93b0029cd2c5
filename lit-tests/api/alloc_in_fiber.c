// A fiber that another fiber allocated doesn't depend on its maker.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* child(void* value) {
  fiber_yield(value);
  return value;
}

static void* maker(void* value) {
  fiber_t fiber = fiber_alloc(child);
  assert(fiber_resume(fiber, value, NULL) == value);
  return fiber;
}

int main(void) {
  int value;
  fiber_result_t result;
  fiber_t parent = fiber_alloc(maker);
  fiber_t fiber = fiber_resume(parent, &value, NULL);
  fiber_free(parent);
  assert(fiber_resume(fiber, NULL, &result) == &value);
  assert(result == FIBER_OK);
  fiber_free(fiber);
  return 0;
}
