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
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "Inputs/fill_between.h"

enum { Page = 65536 };

__attribute__((unused)) static void* grow(size_t size) {
  return (void*)(__builtin_wasm_memory_grow(0, size / Page) * Page);
}

__attribute__((unused)) static void* by_sbrk(size_t size) { return sbrk(size); }

extern char __heap_base, __heap_end;
__attribute__((unused)) static void* from_arena(size_t size) {
  static char* next = &__heap_base;
  char* block = next;
  next = next + 2 * size < &__heap_end ? next + size : &__heap_base;
  return block;
}

int main(void) { printf("sum %lu\n", fill_between(TAKE, Page)); }
