// A function that moves the shadow stack pointer between two of its yields has the
// resume store where it is: what it calls later is below what it has taken. In one
// that doesn't, the pointer stays where the fiber has it.
// RUN: %check-program %s | FileCheck %s
// CHECK: 4 blocks of 64, in order
// CHECK: 45 without any
#include "Inputs/count_up.h"
#include <alloca.h>
#include <stdio.h>

enum { Blocks = 4, Size = 64 };

static void* take_blocks(void* count) {
  unsigned char* blocks[Blocks];
  volatile unsigned char end = 0;
  for (uintptr_t i = 0; i < (uintptr_t)count; i++) {
    blocks[i] = alloca(Size + i);
    memset(blocks[i], (int)i, Size);
    fiber_yield(NULL);
    overwrite(&end);
  }
  uintptr_t right = 0;
  for (uintptr_t i = 0; i < (uintptr_t)count; i++) {
    for (int at = 0; at < Size; at++) {
      right += blocks[i][at] == i;
    }
  }
  return (void*)(right / Size);
}

int main(void) {
  fiber_result_t result = FIBER_YIELD;
  fiber_t blocks = fiber_alloc(take_blocks);
  fiber_t counter = fiber_alloc(count_up);
  uintptr_t taken = 0;
  while (result == FIBER_YIELD) {
    taken = (uintptr_t)fiber_resume(blocks, (void*)Blocks, &result);
  }
  printf("%u blocks of %u, in order\n", (unsigned)taken, Size);
  uintptr_t sum = 0;
  for (result = FIBER_YIELD; result == FIBER_YIELD;) {
    uintptr_t value = (uintptr_t)fiber_resume(counter, (void*)10, &result);
    sum += result == FIBER_YIELD ? value : 0;
  }
  printf("%u without any\n", (unsigned)sum);
  fiber_free(blocks);
  fiber_free(counter);
  return 0;
}
