// examples/c10m.c without a C library: traps unless the sum is right.
#include <fiber.h>

enum { Total = 10000000, Alive = 10000 };

static void* serve(void* client) {
  fiber_yield(0);
  return client;
}

void _start(void) {
  static fiber_t connections[Alive];
  unsigned long long sum = 0;
  for (unsigned i = 0; i < Total + Alive; i++) {
    fiber_t* connection = &connections[i % Alive];
    if (i >= Alive) {
      sum += (unsigned)fiber_resume(*connection, 0, 0);
      fiber_free(*connection);
    }
    if (i < Total) {
      *connection = fiber_alloc(serve);
      if (!*connection) {
        __builtin_trap();
      }
      fiber_resume(*connection, (void*)i, 0);
    }
  }
  if (sum != 49999995000000) {
    __builtin_trap();
  }
}
