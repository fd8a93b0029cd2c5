// A tree is walked by an ordinary recursive function that yields at each leaf,
// and sums up on its way back. Its yields come from as deep as the tree is
// high.
//
// Usage: tree_sum [HEIGHT LOG_YIELDS], for 2^LOG_YIELDS yields
#include "tree_sum.h"
#include "arguments.h"
#include <fiber.h>

static unsigned long walks;

static uint32_t walk(const struct tree* tree) {
  if (tree->left == NULL) {
    fiber_yield((void*)(uintptr_t)tree->value);
    return tree->value;
  }
  uint32_t sum = walk(tree->left);
  return sum + walk(tree->right);
}

static void* walker(void* tree) {
  uint32_t sum = 0;
  for (unsigned long i = 0; i < walks; i++) {
    sum += walk(tree);
  }
  return (void*)(uintptr_t)sum;
}

int main(int argc, char* argv[]) {
  unsigned height = number_argument(argc, argv, 1, 20);
  unsigned log_yields = number_argument(argc, argv, 2, 23);
  static struct tree levels[MaxHeight + 1];
  if (height > MaxHeight) {
    fprintf(stderr, "tree_sum: higher than %d: %u\n", MaxHeight, height);
    return 2;
  }

  const struct tree* tree = build_tree(levels, height);
  walks = tree_walks(height, log_yields);
  fiber_t fiber = fiber_alloc(walker);
  uint32_t yielded = 0;
  fiber_result_t result;
  uintptr_t value = (uintptr_t)fiber_resume(fiber, (void*)tree, &result);
  while (result == FIBER_YIELD) {
    yielded += value;
    value = (uintptr_t)fiber_resume(fiber, NULL, &result);
  }
  fiber_free(fiber);
  printf("yielded %u, returned %u\n", (unsigned)yielded, (unsigned)value);
  return 0;
}
