// Jumps to a function on a fiber that waits.
#include <fiber.h>
#include <setjmp.h>
#include <stdio.h>

static jmp_buf place;

static void* waits(void* value) {
  if (setjmp(place) == 0) {
    fiber_yield(value);
  }
  return value;
}

int main(void) {
  puts("jumps");
  fiber_resume(fiber_alloc(waits), NULL, NULL);
  longjmp(place, 1);
}
