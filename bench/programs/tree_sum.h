// The tree of the tree sum: a full binary tree in which all subtrees of a
// height are one, so that a deep one fits the cache.
#ifndef wasm_fibers_bench_tree_sum_h
#define wasm_fibers_bench_tree_sum_h

#include <stdint.h>

enum { MaxHeight = 31 };

// A leaf has no children.
struct tree {
  const struct tree* left;
  const struct tree* right;
  uint32_t value;
};

// Builds the tree in `levels`, from the leaf up.
static inline const struct tree* build_tree(struct tree levels[MaxHeight + 1],
                                            unsigned height) {
  levels[0] = (struct tree){0, 0, 3};
  for (unsigned i = 1; i <= height; i++) {
    levels[i] = (struct tree){&levels[i - 1], &levels[i - 1], 0};
  }
  return &levels[height];
}

// How often a tree of that height is walked for 2^log_yields leaves.
static inline unsigned long tree_walks(unsigned height, unsigned log_yields) {
  return log_yields > height ? 1ul << (log_yields - height) : 1;
}

#endif
