// Calls of functions that may yield nest to any depth in the frames tier, on each engine:
// the stack that it gives a program has room for what forms count on.
// RUN: %clang -O2 -Wl,--lower-fibers=tier:frames %s -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags deno %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags node %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags wazero %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags wasm2c %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags chicory %t.wasm | FileCheck %s
// CHECK: 100000 calls
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

static intptr_t descend(intptr_t calls) {
  if (calls == 0) {
    return (intptr_t)fiber_yield(NULL);
  }
  intptr_t below = descend(calls - 1);
  return below < calls ? below + 1 : below;
}

static void* entry(void* calls) { return (void*)descend((intptr_t)calls); }

int main(void) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, (void*)100000, NULL);
  printf("%d calls\n", (int)(intptr_t)fiber_resume(fiber, NULL, NULL));
}
