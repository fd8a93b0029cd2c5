// A function that yields in a loop and leaves the shadow stack pointer where it
// is, and calls one that uses the stack below that.
#include <fiber.h>
#include <stdint.h>
#include <string.h>

__attribute__((noinline)) static void overwrite(volatile unsigned char* end) {
  unsigned char taken[256];
  memset(taken, 0xff, sizeof taken);
  *end = taken[*end];
}

static void* count_up(void* count) {
  volatile unsigned char end = 0;
  for (uintptr_t i = 0; i < (uintptr_t)count; i++) {
    fiber_yield((void*)i);
    overwrite(&end);
  }
  return count;
}
