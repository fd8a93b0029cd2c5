// Skynet: a fiber makes ten fibers, each of them ten more, and so on, seven
// levels deep. The ten million at the bottom return their number, the others
// the sum of what their ten return: 11,111,111 fibers, of which at most 71 are
// alive at once.
//
// Usage: skynet [LEAVES], a power of ten
#include <fiber.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { Children = 10 };

// What a fiber is to add up, and the sum, which a pointer of 32 bits couldn't
// return. It belongs to the resumer, and may be one of its local variables.
struct task {
  uint32_t first;
  uint32_t count;
  uint64_t sum;
};

static void* add_up(void* argument) {
  struct task* task = argument;
  if (task->count == 1) {
    task->sum = task->first;
    return task;
  }

  fiber_t children[Children];
  for (int i = 0; i < Children; i++) {
    children[i] = fiber_alloc(add_up);
  }
  uint32_t count = task->count / Children;
  task->sum = 0;
  for (int i = 0; i < Children; i++) {
    struct task part = {task->first + i * count, count, 0};
    // NULL unless the child has run: there may have been no memory for it.
    if (!fiber_resume(children[i], &part, NULL)) {
      return NULL;
    }
    task->sum += part.sum;
    fiber_free(children[i]);
  }
  return task;
}

int main(int argc, char* argv[]) {
  uint32_t leaves = argc == 2 ? strtoul(argv[1], NULL, 10) : 10000000;
  for (uint32_t power = leaves; power != 1; power /= Children) {
    if (power == 0 || power % Children != 0) {
      fprintf(stderr, "usage: skynet [LEAVES], a power of ten\n");
      return 2;
    }
  }

  struct task all = {0, leaves, 0};
  fiber_t root = fiber_alloc(add_up);
  if (!fiber_resume(root, &all, NULL)) {
    fprintf(stderr, "skynet: out of fibers\n");
    return 1;
  }
  fiber_free(root);
  printf("%" PRIu64 "\n", all.sum);
  return 0;
}
