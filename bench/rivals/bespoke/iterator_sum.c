// The iterator sum with an iterator written by hand. Its next() isn't inlined,
// as one from a library wouldn't be.
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>

struct numbers {
  uintptr_t next;
  uintptr_t last;
};

bool NOT_INLINED(next)(struct numbers* numbers, uintptr_t* number) {
  if (numbers->next > numbers->last) {
    return false;
  }
  *number = numbers->next++;
  return true;
}

int main(int argc, char* argv[]) {
  struct numbers numbers = {1, number_argument(argc, argv, 1, 20000000)};
  uint64_t sum = 0;
  uintptr_t number;
  while (next(&numbers, &number)) {
    sum += number;
  }
  printf("%" PRIu64 "\n", sum);
  return 0;
}
