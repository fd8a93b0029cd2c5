// What a call of the function is for.
#ifndef wasm_fibers_bench_call_form_h
#define wasm_fibers_bench_call_form_h

#include <stdint.h>

// Marsaglia's xorshift: a number that isn't 0 never leads to 0.
static inline uint32_t next_number(uint32_t number) {
  number ^= number << 13;
  number ^= number >> 17;
  number ^= number << 5;
  return number;
}

#endif
