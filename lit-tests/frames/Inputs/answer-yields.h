// Runs a fiber to its end, answers each yield by a sum of all values so far,
// and prints how many there were and the sum.
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

// Returns 0 if the fiber has finished.
static inline int answer_yields(fiber_entry_point_t entry) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result;
  uint32_t sum = 0;
  int yields = 0;
  for (;;) {
    uint32_t value = (uint32_t)(uintptr_t)fiber_resume(
      fiber, (void*)(uintptr_t)(sum | 1), &result);
    sum = sum * 31 + value;
    if (result != FIBER_YIELD) {
      break;
    }
    yields++;
  }
  fiber_free(fiber);
  printf("%d yields, %u\n", yields, (unsigned)sum);
  return result != FIBER_OK;
}
