// A fiber, deep in others, ends the program: what is registered with atexit
// runs, buffered output is written, and the exit code is the fiber's.
// RUN: %check-program --status=42 %s | FileCheck %s
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void say_goodbye(void) { printf("goodbye\n"); }

static void* entry(void* depth) {
  if (depth == NULL) {
    printf("hello\n");
    exit(42);
  }
  fiber_t fiber = fiber_alloc(entry);
  return fiber_resume(fiber, (void*)((uintptr_t)depth - 1), NULL);
}

int main(void) {
  atexit(say_goodbye);
  fiber_resume(fiber_alloc(entry), (void*)10, NULL);
  printf("not reached\n");
  return 0;
}

// CHECK:      hello
// CHECK-NEXT: goodbye
// CHECK-NOT:  {{.}}
