// A tokenizer whose state is where it is in its code: each resume brings one
// symbol, and a token comes back when one is complete, 0 otherwise. The symbol
// that ends a token is dropped.
//
// Usage: state_machine [SYMBOLS]
#include "state_machine.h"
#include "arguments.h"
#include <fiber.h>

static char receive(uint32_t token) {
  return (char)(uintptr_t)fiber_yield((void*)(uintptr_t)token);
}

// Ends on a symbol of 0.
static void* tokenize(void* first) {
  char symbol = (char)(uintptr_t)first;
  while (symbol != 0) {
    uint32_t token = 0;
    if (is_digit(symbol)) {
      uint32_t number = 0;
      do {
        number = add_digit(number, symbol);
        symbol = receive(0);
      } while (is_digit(symbol));
      token = number_token(number);
    } else if (is_letter(symbol)) {
      uint32_t hash = 0;
      do {
        hash = add_letter(hash, symbol);
        symbol = receive(0);
      } while (is_letter(symbol));
      token = word_token(hash);
    }
    if (symbol != 0) {
      symbol = receive(token);
    }
  }
  return NULL;
}

int main(int argc, char* argv[]) {
  unsigned long symbols = number_argument(argc, argv, 1, 20000000);
  fiber_t machine = fiber_alloc(tokenize);
  uint32_t seed = 1;
  uint32_t checksum = 0;
  for (unsigned long i = 0; i < symbols; i++) {
    uintptr_t symbol = (uintptr_t)next_symbol(&seed);
    uint32_t token =
      (uint32_t)(uintptr_t)fiber_resume(machine, (void*)symbol, NULL);
    if (token != 0) {
      checksum = add_token(checksum, token);
    }
  }
  fiber_resume(machine, NULL, NULL);
  fiber_free(machine);
  printf("%08x\n", (unsigned)checksum);
  return 0;
}
