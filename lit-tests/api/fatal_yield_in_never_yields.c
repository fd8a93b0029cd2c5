// A function that is said never to yield does: that is an error, and nothing else
// happens.
// RUN: %check-program --wasm-only --status=134 %s 2>&1 | FileCheck %s
// CHECK: fiber_yield: called in 'helper', which is said never to yield; remove it from FIBER_NEVER_YIELDS or never-yields
// CHECK: before
// CHECK-NOT: after
#include <fiber.h>
#include <stdio.h>

FIBER_NEVER_YIELDS(helper);

static void (*volatile callback)(void);

static void yields(void) { fiber_yield(NULL); }

__attribute__((noinline)) static void helper(void) {
  puts("before");
  fflush(stdout);
  callback();
  puts("after");
}

static void* entry(void* value) {
  fiber_yield(NULL);
  helper();
  return value;
}

int main(void) {
  callback = yields;
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, NULL, NULL);
  fiber_resume(fiber, NULL, NULL);
  puts("after");
}
