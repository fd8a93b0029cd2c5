// A fiber that asks for a large stack has room for large arrays, and they keep
// their contents.
// RUN: %check-program %s
// RUN: %check-program --cc-arg=-O0 --cc-arg=-g %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <string.h>

enum { Size = 1 << 20, Array = 100000, Fibers = 3 };

// Fills one array on each of eight levels of recursion.
static void fill(int level, char with) {
  char array[Array];
  memset(array, with + level, Array);
  fiber_yield(array);
  if (level > 0) {
    fill(level - 1, with);
  }
  for (int i = 0; i < Array; i++) {
    assert(array[i] == with + level);
  }
}

static void* entry(void* with) {
  fill(8, *(char*)with);
  return NULL;
}

int main(void) {
  char with[Fibers] = {'A', 'a', '0'};
  fiber_t fibers[Fibers];
  for (int i = 0; i < Fibers; i++) {
    fibers[i] = fiber_sized_alloc(entry, Size);
  }
  int running = Fibers;
  while (running > 0) {
    for (int i = 0; i < Fibers; i++) {
      fiber_result_t result;
      fiber_resume(fibers[i], &with[i], &result);
      running -= result == FIBER_OK;
    }
  }
  for (int i = 0; i < Fibers; i++) {
    fiber_free(fibers[i]);
  }
  return 0;
}
