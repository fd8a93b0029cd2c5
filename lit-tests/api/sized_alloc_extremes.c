// A fiber that asks for no stack gets what it needs all the same. One that asks
// for all of the memory is refused, and that costs nothing.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static void* entry(void* value) {
  char text[64];
  snprintf(text, sizeof text, "%p", value);
  fiber_yield(value);
  return value;
}

int main(void) {
  for (int i = 0; i < 30000; i++) {
    assert(fiber_sized_alloc(entry, SIZE_MAX) == NULL);
    assert(fiber_sized_alloc(entry, SIZE_MAX - 100) == NULL);
  }
  for (int i = 0; i < 100; i++) {
    int value;
    fiber_t fiber = fiber_sized_alloc(entry, i);
    assert(fiber_resume(fiber, &value, NULL) == &value);
    assert(fiber_resume(fiber, &value, NULL) == &value);
    fiber_free(fiber);
  }
  return 0;
}
