// The arguments of a benchmark: numbers, each with a default that makes the
// program run for about a second.
#ifndef wasm_fibers_bench_arguments_h
#define wasm_fibers_bench_arguments_h

#include <stdio.h>
#include <stdlib.h>

// The argument at `index`, at least 1.
static inline unsigned long
number_argument(int argc, char* argv[], int index, unsigned long fallback) {
  if (index >= argc) {
    return fallback;
  }
  char* end;
  unsigned long number = strtoul(argv[index], &end, 10);
  if (*end != '\0' || number == 0) {
    fprintf(stderr, "%s: not a number from 1: %s\n", argv[0], argv[index]);
    exit(2);
  }
  return number;
}

#endif
