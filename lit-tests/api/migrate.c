// A fiber isn't bound to who made it or resumed it first: main and two fibers
// resume it in turns, each with its own stack under it.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

static fiber_t counter;

static void* count(void* value) {
  (void)value;
  uintptr_t local = 0;
  for (;;) {
    local++;
    fiber_yield((void*)local);
  }
}

static void* pass_on(void* value) {
  for (;;) {
    volatile int local = 42;
    value = fiber_yield(fiber_resume(counter, value, NULL));
    assert(local == 42);
  }
}

int main(void) {
  counter = fiber_alloc(count);
  fiber_t a = fiber_alloc(pass_on);
  fiber_t b = fiber_alloc(pass_on);
  for (uintptr_t i = 0; i < 300;) {
    assert((uintptr_t)fiber_resume(a, NULL, NULL) == ++i);
    assert((uintptr_t)fiber_resume(counter, NULL, NULL) == ++i);
    assert((uintptr_t)fiber_resume(b, NULL, NULL) == ++i);
  }
  fiber_free(counter);
  fiber_free(a);
  fiber_free(b);
  return 0;
}
