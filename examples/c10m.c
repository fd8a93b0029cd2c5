// Ten million fibers, ten thousand of them alive at any time: a server that has
// that many connections open. A fiber starts, waits once (for its client, say),
// goes on and is gone, and a new one takes its place.
//
// Usage: c10m [TOTAL ALIVE]
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void* serve(void* client) {
  fiber_yield(NULL);
  return client;
}

int main(int argc, char* argv[]) {
  uintptr_t total = argc == 3 ? strtoul(argv[1], NULL, 10) : 10000000;
  uintptr_t alive = argc == 3 ? strtoul(argv[2], NULL, 10) : 10000;
  fiber_t* connections = calloc(alive, sizeof *connections);
  if (alive == 0 || connections == NULL) {
    fprintf(stderr, "usage: c10m [TOTAL ALIVE]\n");
    return 2;
  }

  uint64_t sum = 0;
  // The last round makes no fibers: it waits for those of the round before.
  for (uintptr_t i = 0; i < total + alive; i++) {
    fiber_t* connection = &connections[i % alive];
    if (i >= alive) {
      sum += (uintptr_t)fiber_resume(*connection, NULL, NULL);
      fiber_free(*connection);
    }
    if (i < total) {
      *connection = fiber_alloc(serve);
      if (*connection == NULL) {
        fprintf(stderr, "c10m: out of fibers\n");
        return 1;
      }
      fiber_resume(*connection, (void*)i, NULL);
    }
  }
  free(connections);
  printf("%" PRIu64 "\n", sum);
  return 0;
}
