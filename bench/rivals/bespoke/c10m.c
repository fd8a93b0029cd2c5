// C10m with a state machine for each connection.
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>

struct connection {
  enum { Fresh, Waiting, Done } state;
  uintptr_t client;
};

// True if the connection waits, false when it is done.
bool NOT_INLINED(advance)(struct connection* connection, uintptr_t argument) {
  switch (connection->state) {
    case Fresh:
      connection->client = argument;
      connection->state = Waiting;
      return true;
    case Waiting:
      connection->state = Done;
      return false;
    default:
      abort();
  }
}

int main(int argc, char* argv[]) {
  uintptr_t total = number_argument(argc, argv, 1, 10000000);
  uintptr_t alive = number_argument(argc, argv, 2, 10000);
  struct connection** connections = calloc(alive, sizeof *connections);
  if (connections == NULL) {
    abort();
  }
  uint64_t sum = 0;
  for (uintptr_t i = 0; i < total + alive; i++) {
    struct connection** connection = &connections[i % alive];
    if (i >= alive) {
      advance(*connection, 0);
      sum += (*connection)->client;
      free(*connection);
    }
    if (i < total) {
      *connection = malloc(sizeof **connection);
      if (*connection == NULL) {
        abort();
      }
      (*connection)->state = Fresh;
      advance(*connection, i);
    }
  }
  free(connections);
  printf("%" PRIu64 "\n", sum);
  return 0;
}
