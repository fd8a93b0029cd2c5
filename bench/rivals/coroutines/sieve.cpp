// The sieve as a chain of coroutines.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <optional>
#include <stdint.h>

struct Nothing {};
using Filter = Exchange<Nothing, uint32_t>;

static uint32_t primes;
static uint32_t last_prime;

// A coroutine is made with its prime, and started by a first resume. It ends on
// a 0.
[[gnu::noinline]] static Filter filter(uint32_t prime) {
  std::optional<Filter> next;
  primes++;
  last_prime = prime;
  for (;;) {
    uint32_t number = co_yield {};
    if (number != 0 && number % prime == 0) {
      continue;
    }
    if (number != 0 && !next) {
      next.emplace(filter(number));
    }
    if (next) {
      next->resume(number);
    }
    if (number == 0) {
      co_return;
    }
  }
}

int main(int argc, char* argv[]) {
  uint32_t count = number_argument(argc, argv, 1, 8100);
  Filter chain = filter(2);
  for (uint32_t number = 2; primes < count; number++) {
    chain.resume(number);
  }
  chain.resume(0);
  printf("prime %u is %u\n", (unsigned)primes, (unsigned)last_prime);
}
