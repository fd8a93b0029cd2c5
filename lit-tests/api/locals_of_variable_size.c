// alloca and variable-length arrays in fibers: each has its own, and those of
// the resumer are untouched.
// RUN: %check-program %s
// RUN: %check-program --cc-arg=-O0 --cc-arg=-g %s
#include <alloca.h>
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <string.h>

static void* entry(void* argument) {
  int seed = *(int*)argument;
  for (int round = 1; round <= 20; round++) {
    char array[round * seed];
    char* more = alloca(round * 10);
    memset(array, seed, sizeof array);
    memset(more, round, round * 10);
    fiber_yield(array);
    for (size_t i = 0; i < sizeof array; i++) {
      assert(array[i] == seed);
    }
    for (int i = 0; i < round * 10; i++) {
      assert(more[i] == round);
    }
  }
  return NULL;
}

int main(void) {
  enum { Fibers = 5 };
  int seeds[Fibers];
  fiber_t fibers[Fibers];
  for (int i = 0; i < Fibers; i++) {
    seeds[i] = i + 1;
    fibers[i] = fiber_alloc(entry);
  }
  for (int round = 1; round <= 21; round++) {
    char array[round * 50];
    memset(array, 99, sizeof array);
    for (int i = 0; i < Fibers; i++) {
      char* yielded = fiber_resume(fibers[i], &seeds[i], NULL);
      assert((yielded == NULL) == (round == 21));
    }
    for (size_t i = 0; i < sizeof array; i++) {
      assert(array[i] == 99);
    }
  }
  for (int i = 0; i < Fibers; i++) {
    fiber_free(fibers[i]);
  }
  return 0;
}
