// The spigot for pi with a coroutine for each block.
#include "../../programs/pi.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>
#include <vector>

using BlockOwner = Exchange<uint32_t, uint32_t>;

[[gnu::noinline]] static BlockOwner own_block(block cells) {
  uint32_t carry = co_yield 0;
  for (;;) {
    carry = co_yield pass_block(&cells, carry);
  }
}

int main(int argc, char* argv[]) {
  uint32_t digit_count = number_argument(argc, argv, 1, 4000);
  uint32_t count = number_argument(argc, argv, 2, 1000);
  uint32_t size = cells_for(digit_count);
  uint32_t* cells = make_cells(size);
  std::vector<BlockOwner> coroutines;
  for (uint32_t i = 0; i < count; i++) {
    coroutines.push_back(
      own_block({cells,
                 (uint32_t)((uint64_t)size * i / count),
                 (uint32_t)((uint64_t)size * (i + 1) / count)}));
    coroutines[i].resume();
  }

  digits result = {0, 0, 0};
  for (uint32_t n = 0; n < digit_count; n++) {
    uint32_t carry = 0;
    for (uint32_t i = count; i > 0; i--) {
      coroutines[i - 1].resume(carry);
      carry = coroutines[i - 1].out();
    }
    release_digit(&result, cells, carry);
  }
  printf("%08x\n", (unsigned)result.checksum);
}
