// The sieve as a list of filters that a loop goes through.
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <stdbool.h>
#include <stdint.h>

struct filters {
  uint32_t* primes;
  uint32_t count;
  uint32_t capacity;
};

bool NOT_INLINED(passes)(uint32_t prime, uint32_t number) {
  return number % prime != 0;
}

static bool pass_all(const struct filters* filters, uint32_t number) {
  for (uint32_t i = 0; i < filters->count; i++) {
    if (!passes(filters->primes[i], number)) {
      return false;
    }
  }
  return true;
}

static void add_filter(struct filters* filters, uint32_t prime) {
  if (filters->count == filters->capacity) {
    filters->capacity = filters->capacity * 2 + 16;
    filters->primes =
      realloc(filters->primes, filters->capacity * sizeof *filters->primes);
    if (filters->primes == NULL) {
      abort();
    }
  }
  filters->primes[filters->count++] = prime;
}

int main(int argc, char* argv[]) {
  uint32_t count = number_argument(argc, argv, 1, 8100);
  struct filters filters = {NULL, 0, 0};
  for (uint32_t number = 2; filters.count < count; number++) {
    if (pass_all(&filters, number)) {
      add_filter(&filters, number);
    }
  }
  printf("prime %u is %u\n",
         (unsigned)filters.count,
         (unsigned)filters.primes[filters.count - 1]);
  free(filters.primes);
  return 0;
}
