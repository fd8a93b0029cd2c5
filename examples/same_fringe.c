// Do two trees have the same leaves in the same order, however different their
// shapes are? Each tree is walked by an ordinary recursive function, which
// yields at each leaf from as deep as it is, and the two walks advance in step.
// Neither goes further than the first difference.
#include <fiber.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

// A leaf has no children.
struct tree {
  struct tree* left;
  struct tree* right;
  int value;
};

static struct tree* node(struct tree* left, struct tree* right, int value) {
  struct tree* tree = malloc(sizeof *tree);
  if (tree == NULL) {
    fprintf(stderr, "same_fringe: out of memory\n");
    exit(1);
  }
  *tree = (struct tree){left, right, value};
  return tree;
}

static void free_tree(struct tree* tree) {
  if (tree->left != NULL) {
    free_tree(tree->left);
    free_tree(tree->right);
  }
  free(tree);
}

// A tree of the leaves from first up to end, whose left subtrees have `share`
// percent of the leaves, and one at the least.
static struct tree* grow(int first, int end, int share) {
  if (end - first == 1) {
    return node(NULL, NULL, first);
  }
  int leaves = (int)((end - first) * (long long)share / 100);
  if (leaves == 0) {
    leaves = 1;
  }
  if (leaves == end - first) {
    leaves--;
  }
  int middle = first + leaves;
  return node(grow(first, middle, share), grow(middle, end, share), 0);
}

static int depth(const struct tree* tree) {
  if (tree->left == NULL) {
    return 0;
  }
  int left = depth(tree->left);
  int right = depth(tree->right);
  return 1 + (left > right ? left : right);
}

static void walk(struct tree* tree) {
  if (tree->left == NULL) {
    fiber_yield(&tree->value);
    return;
  }
  walk(tree->left);
  walk(tree->right);
}

static void* walker(void* tree) {
  walk(tree);
  return NULL;
}

static bool same_fringe(struct tree* a, struct tree* b) {
  fiber_t walk_a = fiber_alloc(walker);
  fiber_t walk_b = fiber_alloc(walker);
  bool same;
  bool more;
  do {
    // NULL after the last leaf.
    const int* leaf_a = fiber_resume(walk_a, a, NULL);
    const int* leaf_b = fiber_resume(walk_b, b, NULL);
    more = leaf_a != NULL && leaf_b != NULL;
    same = more ? *leaf_a == *leaf_b : leaf_a == leaf_b;
  } while (same && more);
  // A walk that has not come to its end is given up here.
  fiber_free(walk_a);
  fiber_free(walk_b);
  return same;
}

int main(void) {
  enum { Leaves = 1000 };
  struct tree* leaning_left = grow(0, Leaves, 100);
  struct tree* leaning_right = grow(0, Leaves, 0);
  struct tree* balanced = grow(0, Leaves, 50);
  struct tree* one_more = grow(0, Leaves + 1, 50);

  printf("depths: %d, %d, %d, %d\n",
         depth(leaning_left),
         depth(leaning_right),
         depth(balanced),
         depth(one_more));
  printf("left and right: %s\n",
         same_fringe(leaning_left, leaning_right) ? "same" : "different");
  printf("left and balanced: %s\n",
         same_fringe(leaning_left, balanced) ? "same" : "different");
  printf("balanced and one more: %s\n",
         same_fringe(balanced, one_more) ? "same" : "different");

  free_tree(leaning_left);
  free_tree(leaning_right);
  free_tree(balanced);
  free_tree(one_more);
  return 0;
}
