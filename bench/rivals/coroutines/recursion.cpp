// The recursion as coroutines that wait for each other.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>

using Descent = Callable<uintptr_t>;

static unsigned long yields;

[[gnu::noinline]] static Descent yield_often() {
  uint32_t sum = 0;
  for (unsigned long i = 0; i < yields; i++) {
    sum += (uint32_t)(co_yield i);
  }
  co_return sum;
}

[[gnu::noinline]] static Descent descend(uint32_t depth) {
  if (depth == 1) {
    co_return co_await yield_often();
  }
  co_return (uint32_t)((co_await descend(depth - 1) ^ depth) * 31);
}

int main(int argc, char* argv[]) {
  uint32_t depth = number_argument(argc, argv, 1, 64);
  yields = number_argument(argc, argv, 2, 10000000);
  Descent descent = descend(depth);
  uintptr_t value = 0;
  while (descent.resume(value)) {
    value = descent.value();
  }
  printf("%08x\n", (unsigned)descent.value());
}
