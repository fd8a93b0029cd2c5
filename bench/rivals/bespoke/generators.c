// The five generators as iterators written by hand: each has a next() that
// isn't inlined into the one that pulls from it.
#include "../../programs/generators.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"

struct chain {
  uintptr_t next;
  uintptr_t last;
  uint32_t previous;
};

#define NEXT(name)                                                             \
  bool NOT_INLINED(name)(struct chain * chain, uint32_t* element)

NEXT(next_number) {
  if (chain->next > chain->last) {
    return false;
  }
  *element = (uint32_t)chain->next++;
  return true;
}

NEXT(next_square) {
  if (!next_number(chain, element)) {
    return false;
  }
  *element = square(*element);
  return true;
}

NEXT(next_filtered) {
  while (next_square(chain, element)) {
    if (passes(*element)) {
      return true;
    }
  }
  return false;
}

NEXT(next_sum) {
  uint32_t current;
  if (!next_filtered(chain, &current)) {
    return false;
  }
  *element = chain->previous + current;
  chain->previous = current;
  return true;
}

NEXT(next_scrambled) {
  if (!next_sum(chain, element)) {
    return false;
  }
  *element = scramble(*element);
  return true;
}

int main(int argc, char* argv[]) {
  struct chain chain = {1, number_argument(argc, argv, 1, 5000000), 0};
  uint32_t sum = 0;
  uint32_t element;
  while (next_scrambled(&chain, &element)) {
    sum += element;
  }
  printf("%08x\n", (unsigned)sum);
  return 0;
}
