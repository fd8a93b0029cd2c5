// What the state machine reads, and what becomes of the tokens it finds.
#ifndef wasm_fibers_bench_state_machine_h
#define wasm_fibers_bench_state_machine_h

#include <stdbool.h>
#include <stdint.h>

// A text of words, numbers and blanks, one symbol after the other.
static inline char next_symbol(uint32_t* seed) {
  static const char symbols[] = "0123456789abcdefghijklmnopqr    ";
  *seed = *seed * 1664525 + 1013904223;
  // Changes between the three kinds are rare enough that tokens get longer.
  uint32_t kind = *seed >> 30;
  uint32_t choice = *seed >> 8 & 0xff;
  return kind == 0   ? symbols[choice % 10]
         : kind == 3 ? ' '
                     : symbols[10 + choice % 18];
}

static inline bool is_digit(char symbol) {
  return symbol >= '0' && symbol <= '9';
}

static inline bool is_letter(char symbol) {
  return symbol >= 'a' && symbol <= 'z';
}

static inline uint32_t add_digit(uint32_t number, char symbol) {
  return number * 10 + (uint32_t)(symbol - '0');
}

static inline uint32_t add_letter(uint32_t hash, char symbol) {
  return hash * 31 + (uint32_t)symbol;
}

// Tokens are told from none, 0, by their low bits.
static inline uint32_t number_token(uint32_t number) { return number << 2 | 1; }
static inline uint32_t word_token(uint32_t hash) { return hash << 2 | 2; }

static inline uint32_t add_token(uint32_t checksum, uint32_t token) {
  return (checksum ^ token) * 16777619;
}

#endif
