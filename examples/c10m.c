// Ten million fibers, ten thousand of them alive at any time: a server that has
// that many connections open. A fiber starts, waits once (for its client, say),
// goes on and is gone, and a new one takes its place.
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

enum { Total = 10000000, Alive = 10000 };

static void* serve(void* client) {
  fiber_yield(NULL);
  return client;
}

int main(void) {
  static fiber_t connections[Alive];
  uint64_t sum = 0;
  // The last round makes no fibers: it waits for those of the round before.
  for (uintptr_t i = 0; i < Total + Alive; i++) {
    fiber_t* connection = &connections[i % Alive];
    if (i >= Alive) {
      sum += (uintptr_t)fiber_resume(*connection, NULL, NULL);
      fiber_free(*connection);
    }
    if (i < Total) {
      *connection = fiber_alloc(serve);
      if (*connection == NULL) {
        fprintf(stderr, "c10m: out of fibers\n");
        return 1;
      }
      fiber_resume(*connection, (void*)i, NULL);
    }
  }
  printf("%" PRIu64 "\n", sum);
  return 0;
}
