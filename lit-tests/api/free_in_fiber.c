// A fiber frees others: a fresh one, a suspended one, a finished one, and goes
// on.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static void* echo(void* value) { return fiber_yield(value); }

static void* entry(void* value) {
  for (int resumes = 0; resumes < 3; resumes++) {
    fiber_result_t result;
    fiber_t fiber = fiber_alloc(echo);
    for (int i = 0; i < resumes; i++) {
      assert(fiber_resume(fiber, value, NULL) == value);
    }
    fiber_free(fiber);
    assert(fiber_resume(fiber, value, &result) == NULL);
    assert(result == FIBER_ERROR);
    assert(fiber_yield(value) == value);
  }
  return NULL;
}

int main(void) {
  int value;
  fiber_t fiber = fiber_alloc(entry);
  for (int i = 0; i < 3; i++) {
    assert(fiber_resume(fiber, &value, NULL) == &value);
  }
  assert(fiber_resume(fiber, &value, NULL) == NULL);
  fiber_free(fiber);
  return 0;
}
