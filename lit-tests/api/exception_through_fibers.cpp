// An exception passes through a chain of fibers, each of which waits for the
// next, to the one whose handler it is, and that one goes on.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
#include <cassert>
#include <fiber.h>

static int destroyed;

struct Owner {
  fiber_t fiber;
  ~Owner() {
    fiber_free(fiber);
    destroyed++;
  }
};

static void* pass(void* argument) {
  int* rest = static_cast<int*>(argument);
  if (--*rest == 0) {
    throw rest;
  }
  Owner owner{fiber_alloc(pass)};
  return fiber_resume(owner.fiber, rest, nullptr);
}

static void* handle(void* argument) {
  Owner owner{fiber_alloc(pass)};
  try {
    fiber_resume(owner.fiber, argument, nullptr);
    assert(!"returned");
  } catch (int* value) {
    fiber_yield(value);
  }
  return &destroyed;
}

int main() {
  int rest = 100;
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(handle);
  assert(fiber_resume(fiber, &rest, &result) == &rest);
  assert(result == FIBER_YIELD);
  assert(destroyed == 99);
  assert(fiber_resume(fiber, &rest, &result) == &destroyed);
  assert(result == FIBER_OK);
  assert(destroyed == 100);
  fiber_free(fiber);
}
