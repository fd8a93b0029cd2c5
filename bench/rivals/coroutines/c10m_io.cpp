// C10m with I/O, with a coroutine for each connection.
#include "../../programs/c10m_io.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <optional>
#include <stdint.h>
#include <vector>

using Connection = Exchange<uint32_t, uint32_t>;

[[gnu::noinline]] static Connection serve(uint32_t client) {
  co_yield 0;
  answer(client);
}

int main(int argc, char* argv[]) {
  uint32_t total = number_argument(argc, argv, 1, 500000);
  uint32_t alive = number_argument(argc, argv, 2, 10000);
  std::vector<std::optional<Connection>> connections(alive);
  for (uint32_t i = 0; i < total + alive; i++) {
    auto& connection = connections[i % alive];
    if (i >= alive) {
      connection->resume();
      connection.reset();
    }
    if (i < total) {
      connection.emplace(serve(i));
      connection->resume();
    }
  }
}
