// Functions that fibers run are called outside of them, too, where an ordinary
// function is an adapter around its call form: nothing of it unwinds there, not
// even in a recursion that takes more of the stack than fibers count.
// A continuation of Wasmtime's has no room for as much.
//
// RUN: %check-program --tiers=frames,asyncify %s | FileCheck %s
//
// CHECK: 5000 deep: 187, 187 on a fiber
// CHECK: 3 fibers from outside: 60, from a fiber: 60
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

static uint32_t yields;

__attribute__((noinline)) static uint32_t
visit(uint32_t depth, uint32_t sum, int may_yield) {
  if (depth == 0) {
    return sum % 9973;
  }
  uint32_t a = sum * 31 + depth, b = sum ^ (depth << 3);
  if (may_yield && depth % 1024 == 1) {
    a += (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)depth);
    yields++;
  }
  uint32_t below = visit(depth - 1, a ^ (b >> 2), may_yield);
  return (below * 7 + a % 5 + b % 3) % 9973;
}

static void* visit_on_fiber(void* depth) {
  return (void*)(uintptr_t)visit((uint32_t)(uintptr_t)depth, 1, 1);
}

static void* add_up(void* first) {
  uint32_t sum = (uint32_t)(uintptr_t)first;
  for (int i = 0; i < 3; i++) {
    sum += (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)sum);
  }
  return (void*)(uintptr_t)sum;
}

// Runs fibers in turns, until all are done.
__attribute__((noinline)) static uint32_t run_all(int count) {
  fiber_t fibers[8];
  uint32_t sum = 0;
  int left = count;
  for (int i = 0; i < count; i++) {
    fibers[i] = fiber_alloc(add_up);
  }
  while (left > 0) {
    for (int i = 0; i < count; i++) {
      fiber_result_t result;
      void* value = fiber_resume(fibers[i], (void*)(uintptr_t)5, &result);
      if (result == FIBER_OK) {
        sum += (uint32_t)(uintptr_t)value;
        left--;
        fiber_free(fibers[i]);
      }
    }
  }
  return sum;
}

static void* run_all_on_fiber(void* count) {
  uint32_t sum = run_all((int)(intptr_t)count);
  fiber_yield(NULL);
  return (void*)(uintptr_t)sum;
}

int main(void) {
  uint32_t outside = visit(5000, 1, 0);
  fiber_t fiber = fiber_alloc(visit_on_fiber);
  fiber_result_t result;
  void* value = fiber_resume(fiber, (void*)(uintptr_t)5000, &result);
  while (result == FIBER_YIELD) {
    // What is called meanwhile is outside any fiber.
    if (visit(100, 1, 0) != visit(100, 1, 0)) {
      return 1;
    }
    value = fiber_resume(fiber, NULL, &result);
  }
  printf(
    "5000 deep: %u, %u on a fiber\n", outside, (unsigned)(uintptr_t)value);
  fiber_free(fiber);
  uint32_t sum = run_all(3);
  fiber = fiber_alloc(run_all_on_fiber);
  fiber_resume(fiber, (void*)(intptr_t)3, &result);
  value = fiber_resume(fiber, NULL, &result);
  printf("3 fibers from outside: %u, from a fiber: %u\n",
         sum,
         (unsigned)(uintptr_t)value);
  fiber_free(fiber);
  return 0;
}
