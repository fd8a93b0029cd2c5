// The pass relies on whom the C library calls through a FILE's pointers. A program that
// puts another function there is ended.
// RUN: %check-program --wasm-only --status=134 %s 2>&1 | FileCheck %s
// CHECK: fiber: the C or C++ library has called a function through a pointer that it isn't known to call; lower the program before anything optimizes it
// CHECK: before
// CHECK-NOT: after
#include <fiber.h>
#include <stdio.h>

static size_t (*volatile other)(void*, const unsigned char*, size_t);

static size_t write(void* file, const unsigned char* bytes, size_t size) {
  fiber_yield(NULL);
  return size;
}

static void* entry(void* value) {
  // Where musl has the pointer, which nobody should know.
  ((size_t (**)(void*, const unsigned char*, size_t))stderr)[8] = other;
  fputs("after", stderr);
  fiber_yield(NULL);
  return value;
}

int main(void) {
  other = write;
  puts("before");
  fflush(stdout);
  fiber_resume(fiber_alloc(entry), NULL, NULL);
  puts("after");
}
