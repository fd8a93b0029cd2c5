// The sieve with a coroutine for each prime.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>
#include <vector>

using Filter = Exchange<bool, uint32_t>;

[[gnu::noinline]] static Filter filter(uint32_t prime) {
  bool divides = false;
  for (;;) {
    uint32_t number = co_yield divides;
    divides = number % prime == 0;
  }
}

static bool passes(std::vector<Filter>& filters, uint32_t number) {
  for (auto& filter : filters) {
    filter.resume(number);
    if (filter.out()) {
      return false;
    }
  }
  return true;
}

int main(int argc, char* argv[]) {
  uint32_t count = number_argument(argc, argv, 1, 8100);
  std::vector<Filter> filters;
  uint32_t number = 2;
  for (;; number++) {
    if (passes(filters, number)) {
      filters.push_back(filter(number));
      filters.back().resume();
      if (filters.size() == count) {
        break;
      }
    }
  }
  printf("prime %u is %u\n", (unsigned)count, (unsigned)number);
}
