// Skynet by ordinary recursion: its fibers never yield.
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <inttypes.h>
#include <stdint.h>

enum { Children = 10 };

uint64_t NOT_INLINED(add_up)(uint32_t first, uint32_t count) {
  if (count == 1) {
    return first;
  }
  uint64_t sum = 0;
  for (uint32_t i = 0; i < Children; i++) {
    sum += add_up(first + i * (count / Children), count / Children);
  }
  return sum;
}

int main(int argc, char* argv[]) {
  uint32_t leaves = number_argument(argc, argv, 1, 10000000);
  printf("%" PRIu64 "\n", add_up(0, leaves));
  return 0;
}
