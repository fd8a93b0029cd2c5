// A fiber that takes the place of one with another stack size has the size that
// it asked for, and memory doesn't leak from one to the next.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <string.h>

// Uses the stack that it has been given the size of, less what it needs
// besides.
static void* entry(void* size) {
  char array[*(size_t*)size - 4096];
  memset(array, 1, sizeof array);
  fiber_yield(array);
  size_t sum = 0;
  for (size_t i = 0; i < sizeof array; i++) {
    sum += array[i];
  }
  assert(sum == sizeof array);
  return NULL;
}

int main(void) {
  // 40 GB in all.
  for (int i = 0; i < 10000; i++) {
    size_t size = i % 5 == 0 ? 4 << 20 : 8192 << i % 5;
    fiber_t fiber = fiber_sized_alloc(entry, size);
    assert(fiber != NULL);
    if (i % 100 < 5) {
      fiber_resume(fiber, &size, NULL);
      fiber_resume(fiber, NULL, NULL);
    }
    fiber_free(fiber);
  }
  return 0;
}
