// Each value reaches the other side unchanged, with the result that belongs to
// it.
// RUN: %check-program %s
// RUN: %check-program --cc-arg=-O0 --cc-arg=-g %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

static void* entry(void* value) {
  assert(value == NULL);
  assert(fiber_yield((void*)UINTPTR_MAX) == (void*)(UINTPTR_MAX - 1));
  assert(fiber_yield(NULL) == (void*)1);
  return (void*)(UINTPTR_MAX / 2 + 1);
}

int main(void) {
  fiber_result_t result = FIBER_ERROR;
  fiber_t fiber = fiber_alloc(entry);
  assert(fiber_resume(fiber, NULL, &result) == (void*)UINTPTR_MAX);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(fiber, (void*)(UINTPTR_MAX - 1), &result) == NULL);
  assert(result == FIBER_YIELD);
  assert(fiber_resume(fiber, (void*)1, &result) ==
         (void*)(UINTPTR_MAX / 2 + 1));
  assert(result == FIBER_OK);
  fiber_free(fiber);
  return 0;
}
