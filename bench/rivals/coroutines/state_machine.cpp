// The tokenizer as a coroutine.
#include "../../programs/state_machine.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>

using Machine = Exchange<uint32_t, char>;

// Ends on a symbol of 0. The first yield, before any symbol, has no token.
[[gnu::noinline]] static Machine tokenize() {
  char symbol = co_yield 0;
  while (symbol != 0) {
    uint32_t token = 0;
    if (is_digit(symbol)) {
      uint32_t number = 0;
      do {
        number = add_digit(number, symbol);
        symbol = co_yield 0;
      } while (is_digit(symbol));
      token = number_token(number);
    } else if (is_letter(symbol)) {
      uint32_t hash = 0;
      do {
        hash = add_letter(hash, symbol);
        symbol = co_yield 0;
      } while (is_letter(symbol));
      token = word_token(hash);
    }
    if (symbol != 0) {
      symbol = co_yield token;
    }
  }
}

int main(int argc, char* argv[]) {
  unsigned long symbols = number_argument(argc, argv, 1, 20000000);
  Machine machine = tokenize();
  machine.resume(0);
  uint32_t seed = 1;
  uint32_t checksum = 0;
  for (unsigned long i = 0; i < symbols; i++) {
    machine.resume(next_symbol(&seed));
    if (uint32_t token = machine.out()) {
      checksum = add_token(checksum, token);
    }
  }
  machine.resume(0);
  printf("%08x\n", (unsigned)checksum);
}
