// The program's own malloc makes fibers, and runs none: just as many as the array has
// room for that the runtime asks it for. The fiber that needed the array needs a larger
// one then.
// RUN: %check-program --wasm-only --cc-arg=-DMADE=63 %s
// RUN: %check-program --wasm-only --cc-arg=-DMADE=31 %s
// Natively, fibers don't use this malloc. The array has room for 63 records of 16 bytes or
// for 31 of 32, by tier.
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { FirstArray = 1024, Size = 64 };

__attribute__((aligned(16))) static char arena[1 << 20];
static size_t used;
static int busy;
static fiber_t made[MADE];

static void* entry(void* value) { return fiber_yield(value); }

static fiber_t make(void) {
  fiber_t fiber = fiber_alloc(entry);
  assert(fiber);
  return fiber;
}

static fiber_t (*volatile maker)(void) = make;

__attribute__((noinline)) void* malloc(size_t size) {
  void* block = arena + used;
  used += (size + 15) & ~(size_t)15;
  assert(used <= sizeof arena);
  if (size == FirstArray && !busy) {
    busy = 1;
    for (int i = 0; i < MADE; i++) {
      made[i] = maker();
    }
  }
  return block;
}

__attribute__((noinline)) void free(void* block) { (void)block; }

static void run(fiber_t fiber, uintptr_t value) {
  fiber_result_t result;
  assert(fiber_resume(fiber, (void*)value, &result) == (void*)value);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(fiber, (void*)(value + 1), &result) == (void*)(value + 1));
  assert(result == FIBER_OK);
  fiber_free(fiber);
}

int main(void) {
  fiber_t last = make();
  char* block = malloc(Size);
  memset(block, 0xee, Size);
  run(last, 7);
  for (uintptr_t i = 0; i < MADE; i++) {
    run(made[i], 10 * i);
  }
  for (int i = 0; i < Size; i++) {
    assert(block[i] == (char)0xee);
  }
  free(block);
  puts(busy ? "has made fibers in malloc" : "has made none");
  // CHECK: has made fibers in malloc
}
