// The tree walk as a recursive coroutine.
#include "../../programs/tree_sum.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>

using Walk = Callable<uint32_t>;

[[gnu::noinline]] static Walk walk(const tree* tree) {
  if (!tree->left) {
    co_yield tree->value;
    co_return tree->value;
  }
  uint32_t sum = co_await walk(tree->left);
  co_return sum + co_await walk(tree->right);
}

[[gnu::noinline]] static Walk walk_often(const tree* tree,
                                         unsigned long walks) {
  uint32_t sum = 0;
  for (unsigned long i = 0; i < walks; i++) {
    sum += co_await walk(tree);
  }
  co_return sum;
}

int main(int argc, char* argv[]) {
  unsigned height = number_argument(argc, argv, 1, 20);
  unsigned log_yields = number_argument(argc, argv, 2, 23);
  static tree levels[MaxHeight + 1];
  if (height > MaxHeight) {
    return 2;
  }
  Walk walks =
    walk_often(build_tree(levels, height), tree_walks(height, log_yields));
  uint32_t yielded = 0;
  while (walks.resume()) {
    yielded += walks.value();
  }
  printf("yielded %u, returned %u\n", yielded, walks.value());
}
