// C10m whose fibers do something: each waits once, then writes its number.
//
// Usage: c10m_io [TOTAL ALIVE]
#include "c10m_io.h"
#include "arguments.h"
#include <fiber.h>

static void* serve(void* client) {
  fiber_yield(NULL);
  answer((uint32_t)(uintptr_t)client);
  return NULL;
}

int main(int argc, char* argv[]) {
  uintptr_t total = number_argument(argc, argv, 1, 500000);
  uintptr_t alive = number_argument(argc, argv, 2, 10000);
  fiber_t* connections = calloc(alive, sizeof *connections);
  if (connections == NULL) {
    abort();
  }
  // The last round makes no fibers: it waits for those of the round before.
  for (uintptr_t i = 0; i < total + alive; i++) {
    fiber_t* connection = &connections[i % alive];
    if (i >= alive) {
      fiber_resume(*connection, NULL, NULL);
      fiber_free(*connection);
    }
    if (i < total) {
      *connection = fiber_alloc(serve);
      fiber_resume(*connection, (void*)i, NULL);
    }
  }
  return 0;
}
