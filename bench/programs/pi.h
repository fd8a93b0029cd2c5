// The spigot of Rabinowitz and Wagon for the digits of pi: a row of cells,
// which is gone over from right to left, with a carry, for each digit.
#ifndef wasm_fibers_bench_pi_h
#define wasm_fibers_bench_pi_h

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// The cells from `first` up to `end`.
struct block {
  uint32_t* cells;
  uint32_t first;
  uint32_t end;
};

static inline uint32_t cells_for(uint32_t digits) {
  return digits * 10 / 3 + 1;
}

static inline uint32_t* make_cells(uint32_t count) {
  uint32_t* cells = (uint32_t*)calloc(count, sizeof *cells);
  if (!cells) {
    abort();
  }
  for (uint32_t i = 0; i < count; i++) {
    cells[i] = 2;
  }
  return cells;
}

// Takes the carry from the block on the right, returns the one for the left.
static inline uint32_t pass_block(const struct block* block, uint32_t carry) {
  for (uint32_t i = block->end; i > block->first; i--) {
    uint32_t x = block->cells[i - 1] * 10 + carry * i;
    block->cells[i - 1] = x % (2 * i - 1);
    carry = x / (2 * i - 1);
  }
  return carry;
}

// The digits so far. The last of them is held back, with the nines after it: a
// carry may still come.
struct digits {
  uint32_t checksum;
  uint32_t held;
  uint32_t nines;
};

static inline void
add_digits(struct digits* digits, uint32_t digit, uint32_t count) {
  while (count-- > 0) {
    digits->checksum = (digits->checksum ^ digit) * 16777619;
  }
}

// What is carried out of the first block makes a digit.
static inline void
release_digit(struct digits* digits, uint32_t* cells, uint32_t carry) {
  cells[0] = carry % 10;
  uint32_t digit = carry / 10;
  if (digit == 9) {
    digits->nines++;
    return;
  }
  uint32_t overflow = digit == 10;
  add_digits(digits, digits->held + overflow, 1);
  add_digits(digits, overflow ? 0 : 9, digits->nines);
  digits->held = overflow ? 0 : digit;
  digits->nines = 0;
}

#endif
