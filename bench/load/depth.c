// fio_recv below 30 calls more: load_run.py compiles a server with this in its
// place, to see what a yield costs with a deep stack.
#include <fio.h>

// The work on the way back: without it, these would be jumps.
static volatile unsigned returns;

#define LEVEL(level, callee)                                                   \
  static __attribute__((noinline)) ssize_t level(                              \
    int connection, void* buffer, size_t size, fio_time_t deadline) {          \
    ssize_t received = callee(connection, buffer, size, deadline);             \
    returns++;                                                                 \
    return received;                                                           \
  }
#define TEN_LEVELS(level, callee)                                              \
  LEVEL(level##_9, callee)                                                     \
  LEVEL(level##_8, level##_9)                                                  \
  LEVEL(level##_7, level##_8)                                                  \
  LEVEL(level##_6, level##_7)                                                  \
  LEVEL(level##_5, level##_6)                                                  \
  LEVEL(level##_4, level##_5)                                                  \
  LEVEL(level##_3, level##_4)                                                  \
  LEVEL(level##_2, level##_3)                                                  \
  LEVEL(level##_1, level##_2)                                                  \
  LEVEL(level##_0, level##_1)

TEN_LEVELS(level_2, fio_recv)
TEN_LEVELS(level_1, level_2_0)
TEN_LEVELS(level_0, level_1_0)

ssize_t
deep_recv(int connection, void* buffer, size_t size, fio_time_t deadline) {
  return level_0_0(connection, buffer, size, deadline);
}
