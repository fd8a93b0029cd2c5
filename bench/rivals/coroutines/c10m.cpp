// C10m with a coroutine for each connection.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <inttypes.h>
#include <optional>
#include <stdint.h>
#include <vector>

using Connection = Exchange<uintptr_t, uintptr_t>;

[[gnu::noinline]] static Connection serve(uintptr_t client) {
  co_yield 0;
  co_yield client;
}

int main(int argc, char* argv[]) {
  uintptr_t total = number_argument(argc, argv, 1, 10000000);
  uintptr_t alive = number_argument(argc, argv, 2, 10000);
  std::vector<std::optional<Connection>> connections(alive);
  uint64_t sum = 0;
  for (uintptr_t i = 0; i < total + alive; i++) {
    auto& connection = connections[i % alive];
    if (i >= alive) {
      connection->resume();
      sum += connection->out();
      connection.reset();
    }
    if (i < total) {
      connection.emplace(serve(i));
      connection->resume();
    }
  }
  printf("%" PRIu64 "\n", sum);
}
