// The sieve of Eratosthenes as a chain of fibers, one for each prime. A filter
// drops the multiples of its prime and passes on what is left to the next
// filter. What gets past the last one is the next prime, and becomes a filter
// of its own.
//
// A fiber that resumes another waits for it, so a number runs down the chain
// and the control comes back up: thousands of fibers are active, one inside the
// other.
//
// Usage: sieve COUNT
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned long primes;
static uintptr_t last_prime;

// The first number that a filter receives is its prime. It ends on a 0.
static void* filter(void* first) {
  uintptr_t prime = (uintptr_t)first;
  fiber_t next = NULL;
  primes++;
  last_prime = prime;
  for (;;) {
    uintptr_t number = (uintptr_t)fiber_yield(NULL);
    if (number != 0 && number % prime == 0) {
      continue;
    }
    if (number != 0 && next == NULL) {
      next = fiber_alloc(filter);
      if (next == NULL) {
        fprintf(stderr, "sieve: no more fibers after %lu\n", primes);
        exit(1);
      }
    }
    fiber_resume(next, (void*)number, NULL);
    if (number == 0) {
      fiber_free(next);
      return NULL;
    }
  }
}

int main(int argc, char* argv[]) {
  unsigned long count = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
  if (count == 0) {
    fprintf(stderr, "usage: sieve COUNT\n");
    return 2;
  }

  fiber_t chain = fiber_alloc(filter);
  for (uintptr_t number = 2; primes < count; number++) {
    fiber_resume(chain, (void*)number, NULL);
  }
  fiber_resume(chain, NULL, NULL);
  fiber_free(chain);

  printf("prime %lu is %lu\n", primes, (unsigned long)last_prime);
  return 0;
}
