// The entry of a fiber that is freed before its first resume never runs.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* entry(void* value) {
  assert(!"the entry ran");
  return value;
}

int main(void) {
  fiber_result_t result;
  for (int i = 0; i < 1000; i++) {
    fiber_t fiber = fiber_alloc(entry);
    fiber_free(fiber);
    assert(fiber_resume(fiber, NULL, &result) == NULL);
    assert(result == FIBER_ERROR);
  }
  return 0;
}
