// NULL is no fiber.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

int main(void) {
  int value;
  fiber_result_t result = FIBER_OK;
  assert(fiber_resume(NULL, &value, &result) == NULL);
  assert(result == FIBER_ERROR);
  fiber_free(NULL);
  return 0;
}
