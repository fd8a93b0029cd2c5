// Five generators, each of which pulls from the next: numbers, their squares,
// those of them that pass a filter, the sums of neighbours, and a scrambling.
//
// Usage: generators [NUMBERS]
#include "generators.h"
#include "arguments.h"
#include <fiber.h>

static void yield(uint32_t element) { fiber_yield((void*)(uintptr_t)element); }

// The next element of the source, or false after the last. The argument counts
// for the first of them only.
static bool pull(fiber_t source, void* argument, uint32_t* element) {
  fiber_result_t result;
  *element = (uint32_t)(uintptr_t)fiber_resume(source, argument, &result);
  return result == FIBER_YIELD;
}

static void* numbers(void* last) {
  for (uintptr_t i = 1; i <= (uintptr_t)last; i++) {
    yield((uint32_t)i);
  }
  return NULL;
}

static void* squares(void* last) {
  fiber_t source = fiber_alloc(numbers);
  uint32_t element;
  while (pull(source, last, &element)) {
    yield(square(element));
  }
  fiber_free(source);
  return NULL;
}

static void* filtered(void* last) {
  fiber_t source = fiber_alloc(squares);
  uint32_t element;
  while (pull(source, last, &element)) {
    if (passes(element)) {
      yield(element);
    }
  }
  fiber_free(source);
  return NULL;
}

static void* sums(void* last) {
  fiber_t source = fiber_alloc(filtered);
  uint32_t previous = 0;
  uint32_t element;
  while (pull(source, last, &element)) {
    yield(previous + element);
    previous = element;
  }
  fiber_free(source);
  return NULL;
}

static void* scrambled(void* last) {
  fiber_t source = fiber_alloc(sums);
  uint32_t element;
  while (pull(source, last, &element)) {
    yield(scramble(element));
  }
  fiber_free(source);
  return NULL;
}

int main(int argc, char* argv[]) {
  uintptr_t last = number_argument(argc, argv, 1, 5000000);
  fiber_t source = fiber_alloc(scrambled);
  uint32_t sum = 0;
  uint32_t element;
  while (pull(source, (void*)last, &element)) {
    sum += element;
  }
  fiber_free(source);
  printf("%08x\n", (unsigned)sum);
  return 0;
}
