// 1,000 fibers resume each other, each with 900 variables that have been computed or
// restored when the code goes on: engines that optimize have more than one place for
// such a variable on their stack, and that is counted.
// RUN: %check-program --tiers=frames %s
#include "Inputs/variables.h"
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

static uint64_t state = 1;

static uint64_t next(void) {
  return state = state * 6364136223846793005u + 1;
}

static void* pull(void* rest) {
  unsigned more = *(unsigned*)rest - 1;
  uint64_t sum = 0;
  ALL(COMPUTE)
  if (more) {
    fiber_resume(fiber_alloc(pull), &more, NULL);
  }
  fiber_yield(NULL);
  ALL(USE)
  state += sum;
  return NULL;
}

int main(void) {
  fiber_t outermost = fiber_alloc(pull);
  fiber_result_t result;
  unsigned fibers = 1000;
  fiber_resume(outermost, &fibers, &result);
  printf("%d ", result);
  fiber_resume(outermost, NULL, &result);
  printf("%" PRIx64 "\n", state);
}
