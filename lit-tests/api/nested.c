// Fibers nest: a yield goes to the fiber's own resumer, not further, and each
// level keeps its state while the levels below come and go.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

enum { Levels = 1000 };

// Resumes a level below until that has finished, and yields after each of its
// yields: the level at n from the bottom yields n + 1 times.
static void* level(void* argument) {
  uintptr_t below = (uintptr_t)argument;
  if (below > 0) {
    fiber_result_t result;
    fiber_t fiber = fiber_alloc(level);
    assert(fiber != NULL);
    for (uintptr_t yields = 1;; yields++) {
      void* value = fiber_resume(fiber, (void*)(below - 1), &result);
      if (result == FIBER_OK) {
        assert((uintptr_t)value == below - 1);
        assert(yields == below + 1);
        break;
      }
      assert(result == FIBER_YIELD && (uintptr_t)value == yields);
      fiber_yield((void*)yields);
    }
    fiber_free(fiber);
  }
  fiber_yield((void*)(below + 1));
  return (void*)below;
}

int main(void) {
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(level);
  for (uintptr_t yields = 1; yields <= Levels + 1; yields++) {
    void* value = fiber_resume(fiber, (void*)(uintptr_t)Levels, &result);
    assert((uintptr_t)value == yields && result == FIBER_YIELD);
  }
  assert((uintptr_t)fiber_resume(fiber, NULL, &result) == Levels);
  assert(result == FIBER_OK);
  fiber_free(fiber);
  return 0;
}
