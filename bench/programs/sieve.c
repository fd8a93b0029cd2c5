// The sieve of Eratosthenes with a fiber for each prime: a loop offers each
// number to one filter after the other, until one of them drops it. What they
// all let pass is the next prime, and gets a filter of its own.
//
// Unlike the example of that name, no filter resumes another: 8,100 of them
// inside each other are more than an engine's stack holds, where fibers run on
// it.
//
// Usage: sieve [COUNT]
#include "arguments.h"
#include <fiber.h>
#include <stdbool.h>
#include <stdint.h>

// Yields whether its prime divides the number that it is resumed with.
static void* filter(void* argument) {
  uintptr_t prime = (uintptr_t)argument;
  bool divides = false;
  for (;;) {
    uintptr_t number = (uintptr_t)fiber_yield((void*)(uintptr_t)divides);
    divides = number % prime == 0;
  }
}

static bool passes(fiber_t* filters, unsigned long count, uintptr_t number) {
  for (unsigned long i = 0; i < count; i++) {
    if (fiber_resume(filters[i], (void*)number, NULL) != NULL) {
      return false;
    }
  }
  return true;
}

int main(int argc, char* argv[]) {
  unsigned long count = number_argument(argc, argv, 1, 8100);
  fiber_t* filters = calloc(count, sizeof *filters);
  if (filters == NULL) {
    abort();
  }
  unsigned long primes = 0;
  uintptr_t number = 2;
  for (;; number++) {
    if (passes(filters, primes, number)) {
      filters[primes] = fiber_alloc(filter);
      fiber_resume(filters[primes], (void*)number, NULL);
      if (++primes == count) {
        break;
      }
    }
  }
  for (unsigned long i = 0; i < count; i++) {
    fiber_free(filters[i]);
  }
  printf("prime %lu is %lu\n", primes, (unsigned long)number);
  return 0;
}
