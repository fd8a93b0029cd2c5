// Writes how many fibers there can be, up to 100.
#include <fiber.h>
#include <stdio.h>

static void* entry(void* arg) { return arg; }

int main(void) {
  int count = 0;
  while (count < 100 && fiber_alloc(entry)) {
    count++;
  }
  printf("%d fibers\n", count);
}
