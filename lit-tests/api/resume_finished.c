// A fiber that has finished can't be resumed, before it is freed or after.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* entry(void* value) { return value; }

int main(void) {
  int value;
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(entry);
  assert(fiber_resume(fiber, &value, &result) == &value);
  assert(result == FIBER_OK);
  for (int i = 0; i < 3; i++) {
    result = FIBER_OK;
    assert(fiber_resume(fiber, &value, &result) == NULL);
    assert(result == FIBER_ERROR);
  }
  fiber_free(fiber);
  result = FIBER_OK;
  assert(fiber_resume(fiber, &value, &result) == NULL);
  assert(result == FIBER_ERROR);
  return 0;
}
