// A million fibers are alive at once, each waiting, and then ten million, in programs
// with malloc and without. Beyond its handle, and the table of those, one takes less
// than 100 bytes. The one without malloc asks how large the memory is, and uses none
// of it.
// RUN: %check-program --tiers=frames --wasm-only \
// RUN:   --cc-arg=-Wl,--lower-fibers=allocator:pages %s | FileCheck %s
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-DALIVE=10000000 \
// RUN:   --cc-arg=-Wl,--lower-fibers=allocator:pages \
// RUN:   --cc-arg=-Wl,--lower-fibers=max-fibers:10000000 %s | FileCheck %s
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-DMALLOC %s | FileCheck %s
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-DALIVE=10000000 \
// RUN:   --cc-arg=-DMALLOC --cc-arg=-Wl,--lower-fibers=max-fibers:10000000 %s \
// RUN:   | FileCheck %s
// CHECK: less than 100 bytes each
#include <assert.h>
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef ALIVE
#define ALIVE 1000000
#endif
enum { Alive = ALIVE };

#ifdef MALLOC
static fiber_t *fibers;
#else
static fiber_t fibers[Alive];
#endif

static void* serve(void* client) {
  fiber_yield(NULL);
  return client;
}

static size_t get_memory_bytes(void) {
  return __builtin_wasm_memory_size(0) * 65536;
}

// Serves all of them; returns by how much the memory has grown.
static size_t serve_all(void) {
  size_t before = get_memory_bytes();
  for (uintptr_t i = 0; i < Alive; i++) {
    fiber_result_t state;
    fibers[i] = fiber_alloc(serve);
    assert(fibers[i]);
    fiber_resume(fibers[i], (void*)i, &state);
    assert(state == FIBER_YIELD);
  }
  size_t grown = get_memory_bytes() - before;
  for (uintptr_t i = 0; i < Alive; i++) {
    fiber_result_t state;
    assert(fiber_resume(fibers[i], NULL, &state) == (void*)i);
    assert(state == FIBER_OK);
    fiber_free(fibers[i]);
  }
  return grown;
}

int main(void) {
#ifdef MALLOC
  fibers = malloc(Alive * sizeof(fiber_t));
  assert(fibers);
#endif
  size_t grown = serve_all();
  fprintf(stderr, "%zu bytes each\n", grown / Alive);
  puts(grown < 100ul * Alive ? "less than 100 bytes each" : "too much");
  assert(serve_all() == 0);
#ifdef MALLOC
  free(fibers);
#endif
  return 0;
}
