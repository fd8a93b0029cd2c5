// The five generators as coroutines.
#include "../../programs/generators.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>

struct Nothing {};
using Generator = Exchange<uint32_t, Nothing>;

[[gnu::noinline]] static Generator numbers(uintptr_t last) {
  for (uintptr_t i = 1; i <= last; i++) {
    co_yield (uint32_t) i;
  }
}

[[gnu::noinline]] static Generator squares(uintptr_t last) {
  Generator source = numbers(last);
  while (source.resume()) {
    co_yield square(source.out());
  }
}

[[gnu::noinline]] static Generator filtered(uintptr_t last) {
  Generator source = squares(last);
  while (source.resume()) {
    if (passes(source.out())) {
      co_yield source.out();
    }
  }
}

[[gnu::noinline]] static Generator sums(uintptr_t last) {
  Generator source = filtered(last);
  uint32_t previous = 0;
  while (source.resume()) {
    co_yield previous + source.out();
    previous = source.out();
  }
}

[[gnu::noinline]] static Generator scrambled(uintptr_t last) {
  Generator source = sums(last);
  while (source.resume()) {
    co_yield scramble(source.out());
  }
}

int main(int argc, char* argv[]) {
  Generator source = scrambled(number_argument(argc, argv, 1, 5000000));
  uint32_t sum = 0;
  while (source.resume()) {
    sum += source.out();
  }
  printf("%08x\n", (unsigned)sum);
}
