// longjmp out of a fiber, to what has resumed it: to main, to a fiber that has resumed
// another which has resumed a third, and past so many fibers that they wait in memory. The
// fibers that are left have finished.
//
// Natively, no fiber's stack may be left so. Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions %s > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --cc-arg=-O0 %s > %t.O0.txt
// RUN: cmp %t.txt %t.O0.txt
//
// With functions on the stack of whoever has resumed their fiber.
// RUN: %clang -O2 -Wl,--lower-fibers=tier:frames -Wl,--lower-fibers=stack:split %s -o %t.split.wasm
// RUN: %run-wasm --no-flags wasmtime %t.split.wasm > %t.split.txt
// RUN: cmp %t.txt %t.split.txt
#include <fiber.h>
#include <setjmp.h>
#include <stdio.h>

struct level {
  int depth;
  jmp_buf* target;
};

static void* descend(void* argument) {
  struct level* level = argument;
  if (level->depth == 0)
    longjmp(*level->target, 5);
  struct level next = {level->depth - 1, level->target};
  fiber_t fiber = fiber_alloc(descend);
  fiber_resume(fiber, &next, NULL);
  puts("never");
  return fiber;
}

// Resumes a chain of fibers that the last one leaves.
static int leave_at(int depth) {
  jmp_buf here;
  struct level level = {depth, &here};
  fiber_t volatile first = NULL;
  int value = setjmp(here);
  if (value == 0) {
    first = fiber_alloc(descend);
    fiber_resume(first, &level, NULL);
  }
  fiber_result_t result;
  fiber_resume(first, NULL, &result);
  if (result != FIBER_ERROR)
    puts("not finished");
  fiber_free(first);
  return value;
}

static void* in_fiber(void* argument) {
  // Others are there, which wait or are free.
  fiber_t waits = fiber_alloc(in_fiber);
  fiber_t is_free = fiber_alloc(in_fiber);
  fiber_free(is_free);
  printf("in a fiber: %d\n", leave_at(*(int*)argument));
  fiber_yield(NULL);
  printf("and after a yield: %d\n", leave_at(*(int*)argument));
  fiber_free(waits);
  return NULL;
}

int main(void) {
  printf("main: %d\n", leave_at(0));
  printf("main, past fibers: %d\n", leave_at(3));
  printf("main, past many: %d\n", leave_at(5000));
  int depths[] = {0, 3, 5000};
  for (int i = 0; i < 3; i++) {
    fiber_t fiber = fiber_alloc(in_fiber);
    fiber_resume(fiber, &depths[i], NULL);
    fiber_resume(fiber, NULL, NULL);
    fiber_free(fiber);
  }
}

// CHECK:      main: 5
// CHECK-NEXT: main, past fibers: 5
// CHECK-NEXT: main, past many: 5
// CHECK-NEXT: in a fiber: 5
// CHECK-NEXT: and after a yield: 5
// CHECK-NEXT: in a fiber: 5
// CHECK-NEXT: and after a yield: 5
// CHECK-NEXT: in a fiber: 5
// CHECK-NEXT: and after a yield: 5
// CHECK-NOT:  {{.}}
