// The recursion with its two halves apart: the loop at the bottom as a next()
// that isn't inlined, and the way back.
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <stdint.h>

struct bottom {
  unsigned long next;
  uint32_t sum;
};

uintptr_t NOT_INLINED(next)(struct bottom* bottom, uintptr_t received) {
  bottom->sum += (uint32_t)received;
  return bottom->next++;
}

int main(int argc, char* argv[]) {
  uint32_t depth = number_argument(argc, argv, 1, 64);
  unsigned long yields = number_argument(argc, argv, 2, 10000000);
  struct bottom bottom = {0, 0};
  uintptr_t value = 0;
  for (unsigned long i = 0; i <= yields; i++) {
    value = next(&bottom, value);
  }
  uint32_t sum = bottom.sum;
  for (uint32_t level = 2; level <= depth; level++) {
    sum = (sum ^ level) * 31;
  }
  printf("%08x\n", (unsigned)sum);
  return 0;
}
