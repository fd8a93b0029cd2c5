// Digits of pi by a spigot whose row of cells is divided among fibers. For each
// digit a carry goes through all of them, from the last block to the first.
//
// Usage: pi [DIGITS FIBERS]
#include "pi.h"
#include "arguments.h"
#include <fiber.h>

static void* own_block(void* block) {
  uint32_t carry = (uint32_t)(uintptr_t)fiber_yield(NULL);
  for (;;) {
    carry = pass_block(block, carry);
    carry = (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)carry);
  }
}

int main(int argc, char* argv[]) {
  uint32_t digits = number_argument(argc, argv, 1, 4000);
  uint32_t count = number_argument(argc, argv, 2, 1000);
  uint32_t size = cells_for(digits);
  uint32_t* cells = make_cells(size);
  struct block* blocks = calloc(count, sizeof *blocks);
  fiber_t* fibers = calloc(count, sizeof *fibers);
  if (blocks == NULL || fibers == NULL) {
    abort();
  }
  for (uint32_t i = 0; i < count; i++) {
    blocks[i] = (struct block){
      cells, (uint64_t)size * i / count, (uint64_t)size * (i + 1) / count};
    fibers[i] = fiber_alloc(own_block);
    fiber_resume(fibers[i], &blocks[i], NULL);
  }

  struct digits result = {0, 0, 0};
  for (uint32_t n = 0; n < digits; n++) {
    uintptr_t carry = 0;
    for (uint32_t i = count; i > 0; i--) {
      carry = (uintptr_t)fiber_resume(fibers[i - 1], (void*)carry, NULL);
    }
    release_digit(&result, cells, (uint32_t)carry);
  }
  for (uint32_t i = 0; i < count; i++) {
    fiber_free(fibers[i]);
  }
  printf("%08x\n", (unsigned)result.checksum);
  return 0;
}
