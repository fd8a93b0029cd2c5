// The same loop as in bare.wat, through fiber.h. COUNT is the number of
// resumes.
#include <fiber.h>
#include <stdint.h>

static void* count(void* value) {
  for (;;) {
    value = fiber_yield((void*)((uintptr_t)value + 1));
  }
}

int main(void) {
  fiber_t fiber = fiber_alloc(count);
  void* value = 0;
  for (uint32_t i = 0; i < COUNT; i++) {
    value = fiber_resume(fiber, value, 0);
  }
  return (uintptr_t)value == COUNT ? 0 : 1;
}
