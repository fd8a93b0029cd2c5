// The function of the call form, where it can't yield, and outside any fiber.
#include "../../programs/call_form.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"

static unsigned long zeros;

uint32_t NOT_INLINED(step)(uint32_t number) {
  if (number == 0) {
    zeros++;
  }
  return next_number(number);
}

int main(int argc, char* argv[]) {
  unsigned long calls = number_argument(argc, argv, 1, 500000000);
  uint32_t number = 1;
  for (unsigned long i = 0; i < calls; i++) {
    number = step(number);
  }
  printf("%08x\n", (unsigned)number);
  return zeros != 0;
}
