// A suspended fiber that is freed goes no further, and its place is good for
// others. More are freed here than an engine makes stacks.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static int after_yield;

static int deep(int depth, void* value) {
  if (depth == 0) {
    fiber_yield(value);
    after_yield++;
    return 0;
  }
  return deep(depth - 1, value) + 1;
}

static void* entry(void* value) {
  deep(20, value);
  after_yield++;
  return NULL;
}

int main(void) {
  int value;
  for (int i = 0; i < 100000; i++) {
    fiber_t fiber = fiber_alloc(entry);
    assert(fiber_resume(fiber, &value, NULL) == &value);
    fiber_free(fiber);
  }
  assert(after_yield == 0);
  return 0;
}
