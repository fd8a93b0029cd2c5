// A fiber can't resume itself, nor the fiber that waits for it.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static fiber_t outer, inner;

static void expect_error(fiber_t fiber) {
  fiber_result_t result = FIBER_OK;
  assert(fiber_resume(fiber, &result, &result) == NULL);
  assert(result == FIBER_ERROR);
}

static void* run_inner(void* value) {
  expect_error(inner);
  expect_error(outer);
  assert(fiber_yield(value) == value);
  expect_error(inner);
  expect_error(outer);
  return value;
}

static void* run_outer(void* value) {
  expect_error(outer);
  inner = fiber_alloc(run_inner);
  assert(fiber_resume(inner, value, NULL) == value);
  expect_error(outer);
  assert(fiber_yield(value) == value);
  assert(fiber_resume(inner, value, NULL) == value);
  fiber_free(inner);
  return value;
}

int main(void) {
  int value;
  fiber_result_t result;
  outer = fiber_alloc(run_outer);
  assert(fiber_resume(outer, &value, &result) == &value);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(outer, &value, &result) == &value);
  assert(result == FIBER_OK);
  fiber_free(outer);
  return 0;
}
