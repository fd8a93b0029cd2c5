// The iterator sum with a coroutine.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <inttypes.h>
#include <stdint.h>

using Numbers = Exchange<uintptr_t, uintptr_t>;

[[gnu::noinline]] static Numbers numbers(uintptr_t last) {
  for (uintptr_t i = 1; i <= last; i++) {
    co_yield i;
  }
}

int main(int argc, char* argv[]) {
  Numbers source = numbers(number_argument(argc, argv, 1, 20000000));
  uint64_t sum = 0;
  while (source.resume()) {
    sum += source.out();
  }
  printf("%" PRIu64 "\n", sum);
}
