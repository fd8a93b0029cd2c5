// Fibers and the program get memory from one allocator, whichever of the C library's
// functions the program calls for it: what fibers keep stays as it is when the
// program fills its own. The compiler, left to itself, makes malloc of most of them.
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_malloc %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_calloc %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_realloc %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_aligned_alloc %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_posix_memalign %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_strdup %s
// RUN: %check-program --cc-arg=-fno-builtin --cc-arg=-DTAKE=by_calloc --cc-arg=-O0 %s
#define _GNU_SOURCE
#include <assert.h>
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { Fibers = 200, Depth = 20, Block = 30000 };

// Nothing is given back, so that a program has no more of the library than its way
// takes.
__attribute__((unused)) static char* by_malloc(void) { return malloc(Block); }
__attribute__((unused)) static char* by_calloc(void) {
  return calloc(Block / 10, 10);
}
__attribute__((unused)) static char* by_realloc(void) {
  char* block = realloc(NULL, Block / 2);
  assert(block);
  return realloc(block, Block);
}
__attribute__((unused)) static char* by_aligned_alloc(void) {
  return aligned_alloc(64, Block / 64 * 64 + 64);
}
__attribute__((unused)) static char* by_posix_memalign(void) {
  void* block = NULL;
  return posix_memalign(&block, 64, Block) == 0 ? block : NULL;
}
__attribute__((unused)) static char* by_strdup(void) {
  static char text[Block + 1];
  memset(text, 'x', Block);
  return strdup(text);
}

static uintptr_t descend(unsigned depth, uintptr_t seed) {
  volatile uintptr_t kept[8];
  for (int i = 0; i < 8; i++) {
    kept[i] = seed * depth + (uintptr_t)i;
  }
  uintptr_t sum = depth ? descend(depth - 1, seed) : (uintptr_t)fiber_yield(NULL);
  for (int i = 0; i < 8; i++) {
    assert(kept[i] == seed * depth + (uintptr_t)i);
    sum += kept[i];
  }
  return sum;
}

static void* entry(void* seed) {
  return (void*)descend(Depth, (uintptr_t)seed);
}

int main(void) {
  fiber_t fibers[Fibers];
  for (int i = 0; i < Fibers; i++) {
    fibers[i] = fiber_sized_alloc(entry, 8192);
    assert(fibers[i]);
    fiber_resume(fibers[i], (void*)(uintptr_t)i, NULL);
    if (i % 20 == 0) {
      char* block = TAKE();
      assert(block);
      memset(block, 0xee, Block);
    }
  }
  uintptr_t sum = 0;
  for (int i = 0; i < Fibers; i++) {
    fiber_result_t result;
    sum += (uintptr_t)fiber_resume(fibers[i], (void*)(uintptr_t)i, &result);
    assert(result == FIBER_OK);
    fiber_free(fibers[i]);
  }
  printf("%lu\n", (unsigned long)sum);
}
