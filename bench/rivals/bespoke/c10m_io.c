// C10m with I/O, with a state machine for each connection.
#include "../../programs/c10m_io.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"

struct connection {
  enum { Fresh, Waiting, Done } state;
  uint32_t client;
};

void NOT_INLINED(advance)(struct connection* connection, uint32_t argument) {
  switch (connection->state) {
    case Fresh:
      connection->client = argument;
      connection->state = Waiting;
      return;
    case Waiting:
      answer(connection->client);
      connection->state = Done;
      return;
    default:
      abort();
  }
}

int main(int argc, char* argv[]) {
  uint32_t total = number_argument(argc, argv, 1, 500000);
  uint32_t alive = number_argument(argc, argv, 2, 10000);
  struct connection** connections = calloc(alive, sizeof *connections);
  if (connections == NULL) {
    abort();
  }
  for (uint32_t i = 0; i < total + alive; i++) {
    struct connection** connection = &connections[i % alive];
    if (i >= alive) {
      advance(*connection, 0);
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
  return 0;
}
