// When there is no memory to save a fiber's functions in, the program ends with a
// text, and a new fiber is refused.
// RUN: %clang -O2 -Wl,--lower-fibers=tier:asyncify -Wl,--max-memory=262144 %s -o %t.wasm
// RUN: not %run-wasm --no-flags wasmtime %t.wasm 2>&1 | FileCheck %s
// RUN: not %run-wasm --no-flags node %t.wasm 2>&1 | FileCheck %s
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uintptr_t descend(uintptr_t depth) {
  if (depth == 0) {
    fiber_yield(NULL);
    return 0;
  }
  return descend(depth - 1) * 3 + depth;
}

static void* entry(void* depth) { return (void*)descend((uintptr_t)depth); }

int main(void) {
  // CHECK: refused: yes
  fiber_t fiber = fiber_alloc(entry);
  void* volatile memory;
  for (size_t size = 4096; size > 0; size /= 2) {
    do {
      memory = malloc(size);
    } while (memory != NULL);
  }
  fiber_t last = fiber_alloc(entry);
  while (last != NULL) {
    last = fiber_alloc(entry);
  }
  printf("refused: yes\n");
  fflush(stdout);

  // CHECK-NEXT: suspended
  fiber_result_t result;
  fiber_resume(fiber, (void*)1, &result);
  if (result == FIBER_YIELD) {
    printf("suspended\n");
    fflush(stdout);
  }
  fiber_resume(fiber, NULL, NULL);

  // CHECK-NEXT: fiber_yield: no memory to save the fiber's functions in; use fewer fibers, or give the program more memory
  fiber_free(fiber);
  fiber = fiber_alloc(entry);
  fiber_resume(fiber, (void*)1000, NULL);
}
