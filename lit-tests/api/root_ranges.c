// A collector finds the objects that only variables of suspended functions refer to. In
// the native tier, these are on the engine's stack, unless --spill-pointers has been there.
// RUN: %check-program --tiers=frames,asyncify %s | filecheck %s
// RUN: %bare-clang --target=wasm32-wasi -isystem %source/include -O2 --no-wasm-opt \
// RUN:   %s -o %t.linked.wasm
// RUN: wasm-opt %t.linked.wasm --spill-pointers --lower-fibers=tier:native -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s
// RUN: %run-wasm deno %t.wasm | filecheck %s

#include "Inputs/collector.h"

// Each function that waits has an object of its own in a variable.
__attribute__((noinline)) static int descend(int depth) {
  object *own = make(depth, NULL);
  int sum;
  if (depth == 0) {
    fiber_yield(NULL);
    sum = 0;
  } else {
    sum = descend(depth - 1);
    fiber_yield(NULL);
  }
  return sum + own->value;
}

static void *in_variables(void *depth) {
  printf("variables: %d\n", descend(*(int *)depth));
  return NULL;
}

int main(void) {
  int depth = 20, ranges;
  fiber_t fiber = fiber_alloc(in_variables);
  fiber_resume(fiber, &depth, NULL);
  assert(collect(&ranges) == 21);
  for (int i = 0; i < depth; i++) {
    fiber_resume(fiber, NULL, NULL);
    assert(collect(&ranges) >= 20 - i);
  }
  // CHECK: variables: 210
  fiber_resume(fiber, NULL, NULL);
  assert(collect(&ranges) == 0);
  fiber_free(fiber);
}
