// A program has an allocator of its own, which takes what is behind __heap_base and
// grows the memory as if nobody else did. Without a name to know it by, it is refused.
// As the exports malloc and free, or malloc alone, it serves the fibers, too: also where
// the linker puts a command's constructors and destructors around each export, and in a
// module without names.
// RUN: not %clang -O2 -DPLAIN %s -o %t.wasm 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: not %clang -O2 %s -o %t.wasm 2>&1 | FileCheck %s --check-prefix=STAND-IN
// RUN: not test -e %t.wasm
// RUN: %check-program --wasm-only --cc-arg=-DMALLOC %s | FileCheck %s
// RUN: %check-program --wasm-only --cc-arg=-DMALLOC --cc-arg=-DFREE %s | FileCheck %s
// REFUSED: Fatal: --lower-fibers: there is no malloc that fibers could take memory from, and others might use pages of their own: '{{take|__original_main|main}}' has a memory.grow; export the program's allocator as malloc and free, name it with the options malloc and free, lower the program before it is optimized, or say allocator:pages if nobody uses a page that his own memory.grow hasn't returned
// What keeps destructors has the library's allocator linked, though it doesn't call it.
// STAND-IN: Fatal: --lower-fibers: fibers would take memory from 'dlmalloc', but '{{take|__original_main|main}}' grows the memory without it, and both might use the same pages; export the program's allocator as malloc and free, or say allocator:malloc if 'dlmalloc' belongs to it
//
// RUN: %bare-clang --target=wasm32-wasi -Wno-deprecated -isystem %source/include -O2 \
// RUN:   --no-wasm-opt -s -Wl,--export=__stack_pointer -DMALLOC -DFREE %s -o %t.stripped.wasm
// RUN: wasm-opt %t.stripped.wasm --enable-bulk-memory --enable-sign-ext --lower-fibers=tier:frames -o %t.frames.wasm
// RUN: %run-wasm --no-flags wasmtime %t.frames.wasm | FileCheck %s
// RUN: wasm-opt %t.stripped.wasm --enable-bulk-memory --enable-sign-ext --lower-fibers=tier:native -o %t.native.wasm
// RUN: %run-wasm wasmtime %t.native.wasm | FileCheck %s
// RUN: wasm-opt %t.stripped.wasm --enable-bulk-memory --enable-sign-ext --lower-fibers=tier:asyncify -o %t.asyncify.wasm
// RUN: %run-wasm --no-flags wasmtime %t.asyncify.wasm | FileCheck %s
// Wasm only: native code has no such memory.
#include <assert.h>
#include <stddef.h>
#include <stdio.h>

#include "Inputs/fill_between.h"

// Its destructor must not run before the program ends.
#ifndef PLAIN
static int constructed;
__attribute__((constructor)) static void construct(void) { constructed++; }
__attribute__((destructor)) static void destruct(void) {
  // CHECK:      sum 31020
  // CHECK-NEXT: destructed after 1
  printf("destructed after %d\n", constructed);
}
#endif

extern char __heap_base;
static char* next = &__heap_base;

#ifdef MALLOC
__attribute__((export_name("malloc")))
#endif
void* take(size_t size) {
  char* block = next;
  next += (size + 15) & ~(size_t)15;
  size_t have = __builtin_wasm_memory_size(0) * 65536;
  if ((size_t)next > have) {
    size_t pages = ((size_t)next - have + 65535) / 65536;
    assert(__builtin_wasm_memory_grow(0, pages) != (size_t)-1);
  }
  return block;
}

#ifdef FREE
__attribute__((export_name("free")))
#endif
void give(void* block) {
  (void)block;
}

int main(void) {
  unsigned long sum = fill_between(take, 20000);
  give(NULL);
  printf("sum %lu\n", sum);
}
