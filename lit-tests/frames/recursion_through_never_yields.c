// A recursion goes through a function that never yields, so that it stays on the engine's stack.
// What it takes there is counted all the same: a fiber that is resumed in the end has what is
// left, and goes deeper than that.
// RUN: %check-program --tiers=frames --wasm-only %s | FileCheck %s
#include "Inputs/deep_visit.h"
#include <inttypes.h>
#include <stdio.h>

enum { Levels = 490, Depth = 500 };

static void* visit_deep(void* unused) {
  (void)unused;
  visit(Depth);
  return NULL;
}

static void walk(unsigned rest);

__attribute__((noinline)) static void stay(unsigned rest) {
  if (rest) {
    walk(rest - 1);
    return;
  }
  fiber_t fiber = fiber_alloc(visit_deep);
  fiber_result_t result;
  fiber_resume(fiber, NULL, &result);
  printf("%d ", result);
  fiber_resume(fiber, NULL, &result);
  printf("%d ", result);
}
FIBER_NEVER_YIELDS(stay);

static void walk(unsigned rest) {
  uint64_t sum = 0;
  HUNDRED(COMPUTE, v1)
  stay(rest);
  HUNDRED(USE, v1)
  state += sum;
}

static void* run(void* rest) {
  walk(*(unsigned*)rest);
  return NULL;
}

// CHECK: 1 0 0 {{[0-9a-f]+}}
int main(void) {
  fiber_t fiber = fiber_alloc(run);
  fiber_result_t result;
  unsigned levels = Levels;
  fiber_resume(fiber, &levels, &result);
  printf("%d %" PRIx64 "\n", result, state);
}
