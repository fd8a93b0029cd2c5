// A callback of a library function yields: the frames of qsort, which knows
// nothing of fibers, wait with the others.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdlib.h>

enum { Count = 100 };

static int compare(const void* a, const void* b) {
  fiber_yield(NULL);
  return *(const int*)a - *(const int*)b;
}

static void* sort(void* numbers) {
  qsort(numbers, Count, sizeof(int), compare);
  return numbers;
}

// Two of them sort at once, in turns.
int main(void) {
  static int numbers[2][Count];
  fiber_t fibers[2];
  void* sorted[2] = {NULL, NULL};
  for (int i = 0; i < Count; i++) {
    numbers[0][i] = i * 37 % Count;
    numbers[1][i] = i * 61 % Count;
  }
  for (int i = 0; i < 2; i++) {
    fibers[i] = fiber_alloc(sort);
  }
  while (!sorted[0] || !sorted[1]) {
    for (int i = 0; i < 2; i++) {
      if (!sorted[i]) {
        sorted[i] = fiber_resume(fibers[i], numbers[i], NULL);
      }
    }
  }
  for (int i = 0; i < 2; i++) {
    assert(sorted[i] == numbers[i]);
    for (int j = 0; j < Count; j++) {
      assert(numbers[i][j] == j);
    }
    fiber_free(fibers[i]);
  }
  return 0;
}
