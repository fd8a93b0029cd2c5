// The tree walk with a stack of its own instead of recursion.
#include "../../programs/tree_sum.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <stdbool.h>

// What is still to be visited, and the sum of the leaves before.
struct walk {
  const struct tree* pending[MaxHeight + 1];
  unsigned count;
  uint32_t sum;
};

bool NOT_INLINED(next)(struct walk* walk, uint32_t* value) {
  if (walk->count == 0) {
    return false;
  }
  const struct tree* tree = walk->pending[--walk->count];
  while (tree->left != NULL) {
    walk->pending[walk->count++] = tree->right;
    tree = tree->left;
  }
  walk->sum += tree->value;
  *value = tree->value;
  return true;
}

int main(int argc, char* argv[]) {
  unsigned height = number_argument(argc, argv, 1, 20);
  unsigned log_yields = number_argument(argc, argv, 2, 23);
  static struct tree levels[MaxHeight + 1];
  if (height > MaxHeight) {
    return 2;
  }
  const struct tree* tree = build_tree(levels, height);
  unsigned long walks = tree_walks(height, log_yields);
  struct walk walk = {{NULL}, 0, 0};
  uint32_t yielded = 0;
  for (unsigned long i = 0; i < walks; i++) {
    walk.pending[walk.count++] = tree;
    uint32_t value;
    while (next(&walk, &value)) {
      yielded += value;
    }
  }
  printf("yielded %u, returned %u\n", (unsigned)yielded, (unsigned)walk.sum);
  return 0;
}
