// Recursion goes so deep, by one call more each time, that a fiber_resume
// finds anything from much of the stack to none left for the fiber, which needs
// some itself. It is called by what can wait in memory, and by what can't: a
// function that is said never to yield.
// RUN: %check-program --tiers=frames --wasm-only %s
#include <assert.h>
#include <fiber.h>
#include <stdint.h>

enum { Deepest = 2200, Levels = 5 };

// What happens after a call keeps it from becoming a loop.
static volatile uintptr_t returns;

static uintptr_t count_down(uintptr_t level) {
  if (level == 0) {
    return (uintptr_t)fiber_yield((void*)1);
  }
  uintptr_t result = count_down(level - 1) + 1;
  returns++;
  return result;
}

static void* count_levels(void* argument) {
  return (void*)count_down((uintptr_t)argument);
}

static uintptr_t resume_twice(void) {
  fiber_result_t state;
  fiber_t fiber = fiber_alloc(count_levels);
  assert(fiber_resume(fiber, (void*)Levels, &state) == (void*)1);
  assert(state == FIBER_YIELD);
  uintptr_t result = (uintptr_t)fiber_resume(fiber, (void*)2, &state);
  assert(state == FIBER_OK);
  fiber_free(fiber);
  return result;
}

__attribute__((noinline)) static uintptr_t resume_and_stay(void) {
  return resume_twice() + 1;
}
FIBER_NEVER_YIELDS(resume_and_stay);

static uintptr_t descend(uintptr_t depth, int stay) {
  if (depth == 0) {
    return stay ? resume_and_stay() : resume_twice();
  }
  uintptr_t result = descend(depth - 1, stay) + 1;
  returns++;
  return result;
}

static void* descend_twice(void* argument) {
  uintptr_t depth = (uintptr_t)argument;
  return (void*)(descend(depth, 0) + descend(depth, 1));
}

int main(void) {
  for (uintptr_t depth = 0; depth < Deepest; depth++) {
    fiber_result_t state;
    fiber_t fiber = fiber_alloc(descend_twice);
    uintptr_t result = (uintptr_t)fiber_resume(fiber, (void*)depth, &state);
    assert(state == FIBER_OK);
    assert(result == 2 * (depth + Levels + 2) + 1);
    fiber_free(fiber);
    assert(returns == 2 * (depth + Levels));
    returns = 0;
  }
  return 0;
}
