// A fiber that prints has a stack of less than 2 KiB, also in a program that yields in
// functions of the types of stdio's own. A million of them are alive at once.
// RUN: %clang -O2 %s -Wl,--lower-fibers=report:text -o %t.wasm | FileCheck %s
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s --check-prefix=OUT
// RUN: %check-program --cc-arg=-DFIBERS=1000 %s
// CHECK: shadow stack of a fiber: {{1[0-9][0-9][0-9]|20[0-4][0-9]}} bytes with frames
//      OUT: 500000 fibers
// OUT-NEXT: 1000000 fibers
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>

#ifndef FIBERS
#define FIBERS 1000000
#endif

typedef size_t (*sink)(void*, const unsigned char*, size_t);

static size_t discard(void* count, const unsigned char* bytes, size_t size) {
  char text[32];
  *(int*)count += snprintf(text, sizeof text, "%.*s", (int)size, bytes);
  fiber_yield((void*)bytes);
  return size;
}

static size_t print(void* count, const unsigned char* bytes, size_t size) {
  if (*(int*)count % (FIBERS / 2) == 0) {
    printf("%d fiber%.*s\n", *(int*)count, (int)size, bytes);
  }
  return size;
}

static volatile sink sinks[] = {print, discard};

static void* entry(void* count) {
  sinks[1](count, (const unsigned char*)"s", 1);
  sinks[0](count, (const unsigned char*)"s", 1);
  return count;
}

int main(void) {
  int count = 0;
  fiber_t* fibers = malloc(FIBERS * sizeof *fibers);
  for (int i = 0; i < FIBERS; i++) {
    fibers[i] = fiber_alloc(entry);
    fiber_resume(fibers[i], &count, NULL);
  }
  for (int i = 0; i < FIBERS; i++) {
    count = i + 1;
    fiber_resume(fibers[i], &count, NULL);
  }
}
