// A function that never yields has 900 variables and one caller, which is recursive. So
// clang's optimizer, which runs when the fibers are lowered, makes it part of that.
// What counts the stack counts the variables in each call then.
// RUN: %check-program --tiers=frames --wasm-only %s | FileCheck %s
#include "Inputs/variables.h"
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { Depth = 100000 };

// Volatile: each variable is read, and none can be computed again.
static volatile uint64_t state = 1;

static uint64_t next(void) {
  return state = state * 6364136223846793005u + 1;
}

__attribute__((noinline)) static void increment(void) { state++; }

__attribute__((noinline)) static void compute(void) {
  uint64_t sum = 0;
  ALL(COMPUTE)
  increment();
  ALL(USE)
  state += sum;
}

static void visit(unsigned rest) {
  if (rest % 1000 == 0) {
    compute();
  }
  if (rest) {
    visit(rest - 1);
  } else {
    fiber_yield(NULL);
  }
  state += rest;
}

static void* run(void* depth) {
  visit(*(unsigned*)depth);
  return NULL;
}

// CHECK: 1 0 a7f6c69addc56e6
int main(void) {
  fiber_t fiber = fiber_alloc(run);
  fiber_result_t result;
  unsigned depth = Depth;
  fiber_resume(fiber, &depth, &result);
  printf("%d ", result);
  fiber_resume(fiber, NULL, &result);
  printf("%d %" PRIx64 "\n", result, state);
}
