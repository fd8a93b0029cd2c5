// The program's malloc runs fibers of the native tier, while those of the frames tier are
// saved that it is called for.
// RUN: %check-program --wasm-only --tiers=auto %s
// RUN: %clangxx -O2 -Wl,--lower-fibers=report:text %s -o %t.wasm \
// RUN:   | FileCheck %s --check-prefix=REPORT
// REPORT-DAG: 'entry(void*)': frames
// REPORT-DAG: 'note(void*)': native
#include "../choice/Inputs/other_table.h"
#define MIXED
#include "malloc_runs_fibers.c"

// What the C++ library takes, too: the C library has malloc and these in one object.
extern "C" void* calloc(size_t count, size_t size) {
  void* block = malloc(count * size);
  __builtin_memset(block, 0, count * size);
  return block;
}
extern "C" void* aligned_alloc(size_t, size_t size) { return malloc(size); }
extern "C" void* realloc(void* block, size_t size) {
  void* larger = malloc(size);
  if (block != nullptr) {
    __builtin_memcpy(larger, block, size);
  }
  return larger;
}
extern "C" int posix_memalign(void** block, size_t, size_t size) {
  *block = malloc(size);
  return 0;
}
