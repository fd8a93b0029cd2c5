// Fibers allocate, grow and free memory in turns, some of it each other's, with
// the allocator that the stacks of the fibers come from.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { Fibers = 50, Rounds = 200 };

static void expect(const char* block, size_t size, int with) {
  for (size_t i = 0; i < size; i++) {
    assert(block[i] == with);
  }
}

static void* entry(void* argument) {
  int mine = *(int*)argument;
  size_t size = 1;
  char* block = malloc(size);
  *block = (char)mine;
  for (int round = 1; round < Rounds; round++) {
    size_t grown = (size_t)round * (mine + 1) % 5000 + 1;
    char* other = malloc(grown);
    memset(other, mine + 1, grown);
    char* freed = fiber_yield(malloc(grown));
    free(freed);
    expect(block, size, mine);
    block = realloc(block, grown);
    memset(block, mine, grown);
    size = grown;
    fiber_yield(NULL);
    expect(other, grown, mine + 1);
    free(other);
  }
  expect(block, size, mine);
  free(block);
  return NULL;
}

int main(void) {
  int numbers[Fibers];
  void* blocks[Fibers] = {NULL};
  fiber_t fibers[Fibers];
  for (int i = 0; i < Fibers; i++) {
    numbers[i] = i;
    fibers[i] = fiber_alloc(entry);
    blocks[i] = fiber_resume(fibers[i], &numbers[i], NULL);
  }
  int running = Fibers;
  while (running > 0) {
    for (int i = 0; i < Fibers; i++) {
      // What one has allocated, its neighbour frees.
      void** block = &blocks[(i + 1) % Fibers];
      void* given = *block;
      fiber_result_t result;
      *block = NULL;
      void* made = fiber_resume(fibers[i], given, &result);
      if (result == FIBER_ERROR) {
        free(given);
      }
      free(blocks[i]);
      blocks[i] = made;
      running -= result == FIBER_OK;
    }
  }
  for (int i = 0; i < Fibers; i++) {
    free(blocks[i]);
    fiber_free(fibers[i]);
  }
  return 0;
}
