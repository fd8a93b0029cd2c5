#include "decimal.h"

char* decimal(char buffer[DECIMAL_SIZE], uint64_t number) {
  char* first = buffer + DECIMAL_SIZE - 1;
  *first = '\0';
  do {
    *--first = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  return first;
}
