// Hundreds of yields follow each other in one function: in a resume form they
// aren't nested as deep as there are.
// RUN: %check-program %s | FileCheck %s
// CHECK: 600 yields,
#include "Inputs/answer-yields.h"
#include <fiber.h>
#include <stdint.h>

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

int main(void) { return answer_yields(entry); }
