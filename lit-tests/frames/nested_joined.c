// 1,000 fibers resume each other, each with 900 variables that have been computed or
// restored when the code goes on: engines that optimize have more than one place for
// such a variable on their stack, and that is counted.
// RUN: %check-program --tiers=frames %s
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

#define TEN(M, n)                                                             \
  M(n##0) M(n##1) M(n##2) M(n##3) M(n##4) M(n##5) M(n##6) M(n##7) M(n##8)     \
  M(n##9)
#define HUNDRED(M, n)                                                         \
  TEN(M, n##0) TEN(M, n##1) TEN(M, n##2) TEN(M, n##3) TEN(M, n##4)            \
  TEN(M, n##5) TEN(M, n##6) TEN(M, n##7) TEN(M, n##8) TEN(M, n##9)
#define ALL(M)                                                                \
  HUNDRED(M, v1) HUNDRED(M, v2) HUNDRED(M, v3) HUNDRED(M, v4) HUNDRED(M, v5)  \
  HUNDRED(M, v6) HUNDRED(M, v7) HUNDRED(M, v8) HUNDRED(M, v9)
#define COMPUTE(v) uint64_t v = next();
#define USE(v) sum = (sum ^ v) * 3;

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
