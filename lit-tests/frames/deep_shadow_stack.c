// Arrays in recursion are in the fiber's own region, and keep what is in them
// across yields, however deep: a region as large as they need is asked for, and
// lasts.
//
// RUN: %check-program --tiers=frames --wasm-only %s
#include <assert.h>
#include <fiber.h>
#include <string.h>

enum { Depth = 20000, Bytes = 64 };

static unsigned descend(unsigned depth) {
  unsigned char array[Bytes];
  memset(array, (int)(depth & 0xff), Bytes);
  fiber_yield(array);
  unsigned sum = depth > 0 ? descend(depth - 1) : 0;
  if (depth % 16 == 0) {
    fiber_yield(array);
  }
  for (int i = 0; i < Bytes; i++) {
    sum += array[i] == (depth & 0xff);
  }
  return sum;
}

static void* entry(void* sum) {
  *(unsigned*)sum = descend(Depth);
  return NULL;
}

int main(void) {
  // Two of them take turns, so that a region that isn't its fiber's own shows.
  fiber_t fibers[2];
  unsigned sums[2] = {0, 0};
  fiber_result_t results[2];
  for (int i = 0; i < 2; i++) {
    fibers[i] = fiber_sized_alloc(entry, (Depth + 1) * (Bytes + 64));
    assert(fibers[i]);
  }
  unsigned yields = 0;
  do {
    for (int i = 0; i < 2; i++) {
      unsigned char* array = fiber_resume(fibers[i], &sums[i], &results[i]);
      if (results[i] == FIBER_YIELD) {
        assert(array[0] == array[Bytes - 1]);
        // The descending part yields from each depth in its order.
        assert(yields > Depth || array[0] == ((Depth - yields) & 0xff));
      }
    }
    yields++;
  } while (results[0] == FIBER_YIELD && results[1] == FIBER_YIELD);
  for (int i = 0; i < 2; i++) {
    assert(results[i] == FIBER_OK);
    assert(sums[i] == (Depth + 1) * Bytes);
    fiber_free(fibers[i]);
  }
  assert(yields == Depth + 1 + Depth / 16 + 1 + 1);
  return 0;
}
