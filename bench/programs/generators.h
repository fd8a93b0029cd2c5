// What each generator of the chain does with an element.
#ifndef wasm_fibers_bench_generators_h
#define wasm_fibers_bench_generators_h

#include <stdbool.h>
#include <stdint.h>

static inline uint32_t square(uint32_t n) { return n * n; }

static inline bool passes(uint32_t n) { return n % 3 != 0; }

static inline uint32_t scramble(uint32_t n) {
  n ^= n << 13;
  n ^= n >> 17;
  n ^= n << 5;
  return n;
}

#endif
