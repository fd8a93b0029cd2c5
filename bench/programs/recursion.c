// Yields from the bottom of a recursion: what does a yield cost when there are
// DEPTH calls below the fiber's entry?
//
// Usage: recursion [DEPTH YIELDS]
#include "arguments.h"
#include "not_inlined.h"
#include <fiber.h>
#include <stdint.h>

static unsigned long yields;

uint32_t NOT_INLINED(yield_often)(void) {
  uint32_t sum = 0;
  for (unsigned long i = 0; i < yields; i++) {
    sum += (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)i);
  }
  return sum;
}

// The work on the way back keeps the calls from becoming a loop.
uint32_t NOT_INLINED(descend)(uint32_t depth) {
  return depth == 1 ? yield_often() : (descend(depth - 1) ^ depth) * 31;
}

static void* enter(void* depth) {
  return (void*)(uintptr_t)descend((uint32_t)(uintptr_t)depth);
}

int main(int argc, char* argv[]) {
  uintptr_t argument = number_argument(argc, argv, 1, 64);
  yields = number_argument(argc, argv, 2, 10000000);
  fiber_t fiber = fiber_alloc(enter);
  fiber_result_t result;
  do {
    // From the second time on, what is resumed with is what was yielded.
    argument = (uintptr_t)fiber_resume(fiber, (void*)argument, &result);
  } while (result == FIBER_YIELD);
  fiber_free(fiber);
  printf("%08x\n", (unsigned)argument);
  return 0;
}
