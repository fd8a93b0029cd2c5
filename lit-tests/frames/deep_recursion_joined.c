// A recursion has 900 variables and as many points, which take several times as much
// of the engine's stack as the variables alone. What counts the stack counts that, too.
// RUN: %check-program --tiers=frames --wasm-only %s | FileCheck %s
#include "Inputs/deep_visit.h"
#include <inttypes.h>
#include <stdio.h>

enum { Depth = 1000 };

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
