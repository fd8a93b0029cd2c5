// With stack:split, functions that can't yield are on the resumer's stack when a
// function that may yield calls them, directly, through a pointer or as the last thing it does.
// So a fiber needs what those that may yield need: here 16 bytes, and not 4,096 besides.
// RUN: %clang -O2 %s -Wl,--lower-fibers=tier:frames -Wl,--lower-fibers=stack:split \
// RUN:   -Wl,--lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=SPLIT
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags node %t.wasm | FileCheck %s
// RUN: %clang -O2 %s -Wl,--lower-fibers=tier:frames -Wl,--lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=ONE
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// SPLIT: shadow stack of a fiber: {{16|32|48}} bytes with frames
// ONE:   shadow stack of a fiber: {{4[0-9][0-9][0-9]}} bytes with frames
// CHECK:      1 2 3
// CHECK-NEXT: 1 2 3
// CHECK-NEXT: 1 2 3
#include <fiber.h>
#include <unistd.h>

static __attribute__((noinline)) void clobber(int with) {
  volatile char frame[4000];
  for (unsigned i = 0; i < sizeof frame; i++)
    frame[i] = (char)with;
}

// By an address that the compiler doesn't know.
static void (*volatile indirectly)(int) = clobber;

static __attribute__((noinline)) void last(int with) {
  fiber_yield(NULL);
  clobber(with);
}

static void *entry(void *argument) {
  char digits[] = "1 2 3\n";
  // The address makes it a variable in memory.
  volatile char *kept = digits;
  for (int i = 0; i < 3; i++) {
    clobber(i);
    indirectly(i);
    last(i);
    fiber_yield((char *)kept);
  }
  return argument;
}

int main(void) {
  fiber_t fiber = fiber_alloc(entry);
  for (fiber_result_t result = FIBER_YIELD; result == FIBER_YIELD;) {
    char *digits = fiber_resume(fiber, NULL, &result);
    if (digits)
      write(1, digits, 6);
  }
  fiber_free(fiber);
}
