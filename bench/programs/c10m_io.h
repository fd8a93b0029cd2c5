// What a connection of C10m with I/O writes.
#ifndef wasm_fibers_bench_c10m_io_h
#define wasm_fibers_bench_c10m_io_h

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// One system call each, as for a socket: stdio would gather them.
static inline void answer(uint32_t connection) {
  char text[16];
  int length = snprintf(text, sizeof text, "%u\n", (unsigned)connection);
  if (write(STDOUT_FILENO, text, (size_t)length) != length) {
    fprintf(stderr, "c10m_io: can't write\n");
    exit(1);
  }
}

#endif
