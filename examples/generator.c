// A fiber as a generator: it computes a sequence in an ordinary loop, and hands
// out one element a resume. The program sums the numbers from 1 to N.
//
// Usage: generator N
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void* numbers(void* last) {
  for (uintptr_t i = 1; i <= (uintptr_t)last; i++) {
    // A pointer has room for a number: there is nothing to allocate.
    fiber_yield((void*)i);
  }
  return NULL;
}

int main(int argc, char* argv[]) {
  uintptr_t last = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
  if (last == 0) {
    fprintf(stderr, "usage: generator N\n");
    return 2;
  }

  fiber_t generator = fiber_alloc(numbers);
  uint64_t sum = 0;
  for (;;) {
    fiber_result_t result;
    uintptr_t number = (uintptr_t)fiber_resume(generator, (void*)last, &result);
    // FIBER_YIELD comes with an element, FIBER_OK after the last of them.
    if (result != FIBER_YIELD) {
      break;
    }
    sum += number;
  }
  fiber_free(generator);

  printf("%" PRIu64 "\n", sum);
  return 0;
}
