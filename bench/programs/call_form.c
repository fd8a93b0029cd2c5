// A function that may yield, and doesn't, called again and again in a fiber:
// what does it cost that it may?
//
// Usage: call_form [CALLS]
#include "call_form.h"
#include "arguments.h"
#include "not_inlined.h"
#include <fiber.h>

uint32_t NOT_INLINED(step)(uint32_t number) {
  if (number == 0) {
    fiber_yield(NULL);
  }
  return next_number(number);
}

static void* run_steps(void* calls) {
  uint32_t number = 1;
  for (uintptr_t i = 0; i < (uintptr_t)calls; i++) {
    number = step(number);
  }
  return (void*)(uintptr_t)number;
}

int main(int argc, char* argv[]) {
  uintptr_t calls = number_argument(argc, argv, 1, 500000000);
  fiber_t fiber = fiber_alloc(run_steps);
  uintptr_t number = (uintptr_t)fiber_resume(fiber, (void*)calls, NULL);
  fiber_free(fiber);
  printf("%08x\n", (unsigned)number);
  return 0;
}
