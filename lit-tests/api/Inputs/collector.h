// A small conservative collector, whose only roots are what fibers keep.

#include <assert.h>
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define OBJECTS 1000

typedef struct object {
  struct object* next;
  int value;
} object;

// Addresses are kept in disguise, so that the collector's own data aren't
// roots.
static uintptr_t objects[OBJECTS];
static char marked[OBJECTS];

__attribute__((noinline)) static object* make(int value, object* next) {
  for (int i = 0; i < OBJECTS; i++)
    if (!objects[i]) {
      object* made = malloc(sizeof(object));
      *made = (object){next, value};
      objects[i] = ~(uintptr_t)made;
      return made;
    }
  abort();
}

static void mark(uintptr_t word) {
  for (int i = 0; i < OBJECTS; i++)
    if (objects[i] && ~objects[i] == word && !marked[i]) {
      marked[i] = 1;
      mark((uintptr_t)((object*)word)->next);
    }
}

static void mark_range(void* start, size_t size, void* ranges) {
  assert((uintptr_t)start % sizeof(uintptr_t) == 0);
  for (size_t i = 0; i < size / sizeof(uintptr_t); i++)
    mark(((uintptr_t*)start)[i]);
  ++*(int*)ranges;
}

// Returns how many are left.
static int collect(int* ranges) {
  int left = 0;
  *ranges = 0;
  fiber_each_root_range(mark_range, ranges);
  for (int i = 0; i < OBJECTS; i++) {
    if (objects[i] && !marked[i]) {
      object* garbage = (object*)~objects[i];
      garbage->value = -1;
      free(garbage);
      objects[i] = 0;
    }
    left += marked[i];
    marked[i] = 0;
  }
  return left;
}
