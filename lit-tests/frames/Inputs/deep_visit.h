// visit(n) recurses n deep, and yields there. It has 900 variables and as many points.
#include "variables.h"
#include <fiber.h>
#include <stdint.h>

static uint64_t state = 1;

__attribute__((noinline)) static uint64_t next(void) {
  if (state == 0) {
    fiber_yield(NULL);
  }
  return state = state * 6364136223846793005u + 1;
}

static void visit(unsigned rest) {
  uint64_t sum = 0;
  ALL(COMPUTE)
  if (rest) {
    visit(rest - 1);
  } else {
    fiber_yield(NULL);
  }
  ALL(USE)
  state += sum;
}
