// Skynet with coroutines.
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <inttypes.h>
#include <optional>
#include <stdint.h>

enum { Children = 10 };

using Node = Exchange<uint64_t, uint64_t>;

[[gnu::noinline]] static Node add_up(uint32_t first, uint32_t count) {
  if (count == 1) {
    co_yield first;
    co_return;
  }
  // All ten exist before the first runs, as in the program with fibers.
  std::optional<Node> children[Children];
  count /= Children;
  for (uint32_t i = 0; i < Children; i++) {
    children[i].emplace(add_up(first + i * count, count));
  }
  uint64_t sum = 0;
  for (auto& child : children) {
    child->resume();
    sum += child->out();
    child.reset();
  }
  co_yield sum;
}

int main(int argc, char* argv[]) {
  Node root = add_up(0, number_argument(argc, argv, 1, 10000000));
  root.resume();
  printf("%" PRIu64 "\n", root.out());
}
