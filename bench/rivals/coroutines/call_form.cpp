// The function of the call form as a coroutine that is called and doesn't
// yield.
#include "../../programs/call_form.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>

using Call = Callable<uint32_t>;

[[gnu::noinline]] static Call step(uint32_t number) {
  if (number == 0) {
    co_yield 0;
  }
  co_return next_number(number);
}

[[gnu::noinline]] static Call run_steps(unsigned long calls) {
  uint32_t number = 1;
  for (unsigned long i = 0; i < calls; i++) {
    number = co_await step(number);
  }
  co_return number;
}

int main(int argc, char* argv[]) {
  Call steps = run_steps(number_argument(argc, argv, 1, 500000000));
  steps.resume();
  printf("%08x\n", (unsigned)steps.value());
}
