// A fiber that prints has a stack of less than 2 KiB, also in a program whose functions
// that yield, and print, have the types of stdio's own: a million of them are alive.
// RUN: %clang -O2 %s -Wl,--lower-fibers=report:text -o %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s --check-prefix=OUT
// RUN: %clang -O2 %s -Wl,--lower-fibers=report:text,--lower-fibers=tier:native -o %t.native.wasm | FileCheck %s
// RUN: %check-program --cc-arg=-DFIBERS=1000 %s
// CHECK: shadow stack of a fiber: {{.*[^0-9]([0-9]|[0-9][0-9]|[0-9][0-9][0-9]|1[0-9][0-9][0-9]|20[0-4][0-9])}} {{bytes with frames, 0 otherwise$|otherwise$}}
// OUT: 1000000 fibers have printed in all
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef FIBERS
#define FIBERS 1000000
#endif

typedef size_t (*sink)(void*, const unsigned char*, size_t);

static size_t discard(void* count, const unsigned char* bytes, size_t size) {
  char text[32];
  *(size_t*)count += snprintf(text, sizeof text, "%zu%s", size, "") == 1;
  fiber_yield((void*)bytes);
  return size;
}

static size_t print(void* count, const unsigned char* bytes, size_t size) {
  *(size_t*)count += fprintf(stdout, "%.*s%zu\r", (int)size, bytes, size) > 0;
  return size;
}

static volatile sink sinks[] = {discard, print};

static void* entry(void* count) {
  for (int i = 0; i < 2; i++) {
    sinks[i](count, (const unsigned char*)"x", 1);
  }
  fiber_yield(count);
  return NULL;
}

int main(void) {
  size_t count = 0;
  fiber_t* fibers = malloc(FIBERS * sizeof *fibers);
  for (int i = 0; i < FIBERS; i++) {
    fibers[i] = fiber_alloc(entry);
    fiber_resume(fibers[i], &count, NULL);
  }
  freopen("/dev/null", "w", stdout);
  for (int i = 0; i < FIBERS; i++) {
    fiber_resume(fibers[i], NULL, NULL);
  }
  fprintf(stderr, "%zu\n", count / 2);
}
