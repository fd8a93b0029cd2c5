// Fibers print between their yields. printf has large buffers on the shadow
// stack, and what it is given is often there, too.
// RUN: %check-program %s | FileCheck %s
// RUN: %check-program --cc-arg=-O0 %s | FileCheck %s
#include <fiber.h>
#include <stdio.h>

enum { Fibers = 3, Yields = 1000 };

static void* entry(void* argument) {
  const char* name = argument;
  double third = 0;
  char text[32];
  for (int i = 1; i <= Yields; i++) {
    third += 1.0 / 3;
    snprintf(text, sizeof text, "%s%d", name, i);
    fiber_yield(NULL);
    printf("%s %s %.3f %lld\n", name, text, third, i * 10000000000ll);
  }
  return NULL;
}

int main(void) {
  static char names[Fibers][2] = {"a", "b", "c"};
  fiber_t fibers[Fibers];
  for (int i = 0; i < Fibers; i++) {
    fibers[i] = fiber_alloc(entry);
  }
  for (int round = 0; round <= Yields; round++) {
    for (int i = 0; i < Fibers; i++) {
      fiber_resume(fibers[i], names[i], NULL);
    }
  }
  for (int i = 0; i < Fibers; i++) {
    fiber_free(fibers[i]);
  }
  return 0;
}

// CHECK:      a a1 0.333 10000000000
// CHECK-NEXT: b b1 0.333 10000000000
// CHECK-NEXT: c c1 0.333 10000000000
// CHECK-NEXT: a a2 0.667 20000000000
// CHECK:      c c1000 333.333 10000000000000
// CHECK-NOT:  {{.}}
