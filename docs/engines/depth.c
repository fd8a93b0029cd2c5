// How deep can calls go inside a fiber? Prints the depth as it grows.
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

static volatile int returned;

static void go_down(intptr_t depth) {
  if (depth % 1000 == 0) {
    fiber_yield((void*)depth);
  }
  go_down(depth + 1);
  returned++;
}

static void* entry(void* argument) {
  go_down(1);
  return argument;
}

int main(void) {
  fiber_t fiber = fiber_alloc(entry);
  for (;;) {
    printf("%d\n", (int)(intptr_t)fiber_resume(fiber, NULL, NULL));
    fflush(stdout);
  }
}
