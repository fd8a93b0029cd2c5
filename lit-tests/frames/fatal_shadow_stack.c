// Arrays in recursion that need more than the fiber's region end the program,
// with a text that says what to do. They don't write into what is below it.
//
// RUN: %check-program --tiers=frames --wasm-only --status=134 %s \
// RUN:   2>&1 | FileCheck %s
//
// CHECK-COUNT-3: fiber_sized_alloc
#include <fiber.h>
#include <stdio.h>
#include <string.h>

static unsigned descend(unsigned depth) {
  unsigned char array[64];
  memset(array, 1, sizeof array);
  fiber_yield(array);
  unsigned sum = depth > 0 ? descend(depth - 1) : 0;
  return sum + array[depth % sizeof array];
}

static void* entry(void* sum) {
  *(unsigned*)sum = descend(20000);
  return NULL;
}

int main(void) {
  unsigned sum;
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(entry);
  do {
    fiber_resume(fiber, &sum, &result);
  } while (result == FIBER_YIELD);
  puts("not to be reached");
  return 0;
}
