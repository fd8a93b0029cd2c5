// The tokenizer as a state machine written by hand.
#include "../../programs/state_machine.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"

struct machine {
  enum { Between, InNumber, InWord } state;
  uint32_t value;
};

uint32_t NOT_INLINED(take)(struct machine* machine, char symbol) {
  switch (machine->state) {
    case Between:
      if (is_digit(symbol)) {
        *machine = (struct machine){InNumber, add_digit(0, symbol)};
      } else if (is_letter(symbol)) {
        *machine = (struct machine){InWord, add_letter(0, symbol)};
      }
      return 0;
    case InNumber:
      if (is_digit(symbol)) {
        machine->value = add_digit(machine->value, symbol);
        return 0;
      }
      machine->state = Between;
      return number_token(machine->value);
    case InWord:
      if (is_letter(symbol)) {
        machine->value = add_letter(machine->value, symbol);
        return 0;
      }
      machine->state = Between;
      return word_token(machine->value);
  }
  return 0;
}

int main(int argc, char* argv[]) {
  unsigned long symbols = number_argument(argc, argv, 1, 20000000);
  struct machine machine = {Between, 0};
  uint32_t seed = 1;
  uint32_t checksum = 0;
  for (unsigned long i = 0; i < symbols; i++) {
    uint32_t token = take(&machine, next_symbol(&seed));
    if (token != 0) {
      checksum = add_token(checksum, token);
    }
  }
  printf("%08x\n", (unsigned)checksum);
  return 0;
}
