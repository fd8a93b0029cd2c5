// Hundreds of yields follow each other in one function: in a resume form they
// aren't nested as deep as there are.
// RUN: %check-program %s | FileCheck %s
// CHECK: 600 yields,
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

#define YIELD                                                                  \
  sum = sum * 3 + (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)sum);
#define YIELD_10 YIELD YIELD YIELD YIELD YIELD YIELD YIELD YIELD YIELD YIELD
#define YIELD_100                                                              \
  YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10      \
    YIELD_10 YIELD_10

static void* entry(void* first) {
  uint32_t sum = (uint32_t)(uintptr_t)first;
  YIELD_100 YIELD_100 YIELD_100 for (int i = 0; i < 2; i++) {
    YIELD_100
    if (sum % 2 == 0) {
      YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10
    } else {
      YIELD_10 YIELD_10 YIELD_10 YIELD_10 YIELD_10
    }
  }
  return (void*)(uintptr_t)sum;
}

int main(void) {
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
}
