// A program that uses only pages that its memory.grow has returned, directly or by sbrk,
// is safe from fibers that do the same. It has to say so. Memory up to the end of what
// the program begins with isn't taken at all.
// RUN: not %clang -O2 -DTAKE=grow %s -o %t.wasm 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: not %clang -O2 -DTAKE=by_sbrk %s -o %t.wasm 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %check-program --wasm-only --cc-arg=-DTAKE=grow \
// RUN:   --cc-arg=-Wl,--lower-fibers=allocator:pages %s | FileCheck %s
// RUN: %check-program --wasm-only --cc-arg=-DTAKE=by_sbrk \
// RUN:   --cc-arg=-Wl,--lower-fibers=allocator:pages %s | FileCheck %s
// RUN: %check-program --wasm-only --cc-arg=-DTAKE=from_arena \
// RUN:   --cc-arg=-Wl,--initial-memory=2097152 %s | FileCheck %s
// REFUSED: Fatal: --lower-fibers: there is no malloc that fibers could take memory from
// CHECK: sum 31020
// Wasm only: native code has no such memory.
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { Page = 65536 };

__attribute__((unused)) static char* grow(void) {
  return (char*)(__builtin_wasm_memory_grow(0, 1) * Page);
}

__attribute__((unused)) static char* by_sbrk(void) { return sbrk(Page); }

extern char __heap_base, __heap_end;
__attribute__((unused)) static char* from_arena(void) {
  static char* next = &__heap_base;
  char* block = next;
  next = next + 2 * Page < &__heap_end ? next + Page : &__heap_base;
  return block;
}

static uintptr_t descend(unsigned depth, uintptr_t seed) {
  volatile uintptr_t kept[8];
  for (unsigned i = 0; i < 8; i++) {
    kept[i] = seed + depth + i;
  }
  uintptr_t sum = depth ? descend(depth - 1, seed) : (uintptr_t)fiber_yield(NULL);
  for (unsigned i = 0; i < 8; i++) {
    assert(kept[i] == seed + depth + i);
  }
  return sum + kept[0];
}

static void* entry(void* seed) { return (void*)descend(20, (uintptr_t)seed); }

int main(void) {
  enum { Fibers = 40 };
  fiber_t fibers[Fibers];
  for (uintptr_t i = 0; i < Fibers; i++) {
    fibers[i] = fiber_sized_alloc(entry, 4096);
    assert(fibers[i]);
    fiber_resume(fibers[i], (void*)i, NULL);
    memset(TAKE(), 0xee, Page);
  }
  uintptr_t sum = 0;
  for (uintptr_t i = 0; i < Fibers; i++) {
    fiber_result_t result;
    sum += (uintptr_t)fiber_resume(fibers[i], (void*)(i * 8), &result);
    assert(result == FIBER_OK);
    fiber_free(fibers[i]);
  }
  printf("sum %lu\n", (unsigned long)sum);
}
