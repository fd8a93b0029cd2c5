// A function that is said never to yield may do all else on a fiber: resume
// others, and be called from anywhere.
// RUN: %check-program %s
// RUN: %clang -O2 -Wl,--lower-fibers=print-analysis:text %s -o %t.wasm | FileCheck %s
// CHECK-NOT: 'helper'
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

FIBER_NEVER_YIELDS(helper);

typedef int (*operation)(int);
static int add_one(int number) { return number + 1; }
static int yield_it(int number) {
  return (int)(intptr_t)fiber_yield((void*)(intptr_t)number);
}
static volatile operation operations[] = {add_one, yield_it};

static void* inner(void* value) {
  return fiber_yield(value);
}

// By its type, the call may yield.
__attribute__((noinline)) static int helper(int number) {
  fiber_t fiber = fiber_alloc(inner);
  int result = (int)(intptr_t)fiber_resume(fiber, (void*)(intptr_t)number, NULL);
  fiber_free(fiber);
  return operations[0](result);
}

static void* entry(void* value) {
  int number = helper((int)(intptr_t)value);
  number = operations[1](number);
  return (void*)(intptr_t)helper(number);
}

int main(void) {
  fiber_t fiber = fiber_alloc(entry);
  assert(fiber_resume(fiber, (void*)1, NULL) == (void*)2);
  assert(fiber_resume(fiber, (void*)10, NULL) == (void*)11);
  assert(helper(4) == 5);
  fiber_free(fiber);
  return 0;
}
