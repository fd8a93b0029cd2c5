// References of clang's, which can't be in memory, are live while functions wait: a
// variable, one in a loop, an argument and a result. Two fibers that have them take turns,
// and a third is freed.
// RUN: %check-program --tiers=auto,frames,native --wasm-only %s
// RUN: %clang -O2 -mreference-types -Wl,--lower-fibers=report:text %s -o %t.wasm \
// RUN:   | FileCheck %s
// CHECK: entry 'entry': frames

#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static __externref_t table[0];

__attribute__((noinline)) static __externref_t pass(__externref_t reference,
                                                    int depth) {
  if (depth == 0) {
    fiber_yield(NULL);
    return reference;
  }
  __externref_t below = pass(reference, depth - 1);
  fiber_yield(NULL);
  return below;
}

static void* entry(void* argument) {
  int* turns = argument;
  __externref_t reference = __builtin_wasm_ref_null_extern();
  for (int depth = 0; depth < 5; depth++) {
    reference = pass(reference, depth);
    fiber_yield(NULL);
    ++*turns;
  }
  __builtin_wasm_table_set(table, 0, reference);
  return NULL;
}

int main(void) {
  __builtin_wasm_table_grow(table, __builtin_wasm_ref_null_extern(), 1);
  int turns[3] = {0};
  fiber_t fibers[3];
  for (int i = 0; i < 3; i++)
    fibers[i] = fiber_alloc(entry);
  fiber_result_t result = FIBER_YIELD;
  for (int turn = 0; result == FIBER_YIELD; turn++) {
    for (int i = 0; i < (turn < 7 ? 3 : 2); i++)
      fiber_resume(fibers[i], &turns[i], &result);
    if (turn == 7)
      fiber_free(fibers[2]);
  }
  assert(result == FIBER_OK && turns[0] == 5 && turns[1] == 5 && turns[2] == 2);
  return 0;
}
