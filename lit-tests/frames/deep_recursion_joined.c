// A recursion has 900 variables and as many points, which take several times as much
// of the engine's stack as the variables alone. What counts the stack counts that, too.
// RUN: %check-program --tiers=frames --wasm-only %s | FileCheck %s
#include "Inputs/variables.h"
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { Never = 0, Depth = 1000 };

static uint64_t state = 1;

__attribute__((noinline)) static uint64_t next(void) {
  if (state == Never) {
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

static void* run(void* depth) {
  visit(*(unsigned*)depth);
  return NULL;
}

// CHECK: 1 e16e1ae34a58a821
int main(void) {
  fiber_t fiber = fiber_alloc(run);
  fiber_result_t result;
  unsigned depth = Depth;
  fiber_resume(fiber, &depth, &result);
  printf("%d ", result);
  fiber_resume(fiber, NULL, &result);
  printf("%" PRIx64 "\n", state);
}
