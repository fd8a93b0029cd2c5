// A fiber's functions recurse until what they take of the engine's stack goes to memory, and
// there the host calls back, for another fiber to do the same. What the fibers that wait
// for the host have on the engine's stack counts for the next.
// RUN: %clang -O2 -nostdlib -Wl,--no-entry -Wl,--lower-fibers=tier:frames %s -o %t.wasm
// RUN: node --stack-size=400 %S/Inputs/deep_callbacks.mjs %t.wasm | FileCheck %s
// CHECK: 10 levels: 220010
#include <fiber.h>

__attribute__((import_module("env"), import_name("call_back"))) int call_back(int level);

#define TWELVE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define LOAD(i) double number##i = numbers[i], more##i = numbers[12 + i];
#define ADD(i) +number##i * numbers[i] + more##i * numbers[i]
static volatile double numbers[24];

static int recurse(int depth, int level) {
  if (depth == 0)
    return call_back(level);
  TWELVE(LOAD)
  int calls = recurse(depth - 1, level) + 1;
  fiber_yield(0);
  return calls + (int)(0 TWELVE(ADD));
}

static void* entry(void* level) {
  return (void*)recurse(20000, (int)level);
}

__attribute__((export_name("run"))) int run(int level) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result = FIBER_YIELD;
  int calls = 0;
  while (result == FIBER_YIELD)
    calls = (int)fiber_resume(fiber, (void*)level, &result);
  fiber_free(fiber);
  return calls;
}
