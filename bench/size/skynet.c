// examples/skynet.c without a C library: traps unless the sum is right.
#include <fiber.h>

enum { Leaves = 10000000, Children = 10 };

struct task {
  unsigned first;
  unsigned count;
  unsigned long long sum;
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
  unsigned count = task->count / Children;
  task->sum = 0;
  for (int i = 0; i < Children; i++) {
    struct task part = {task->first + i * count, count, 0};
    if (!fiber_resume(children[i], &part, 0)) {
      return 0;
    }
    task->sum += part.sum;
    fiber_free(children[i]);
  }
  return task;
}

void _start(void) {
  struct task all = {0, Leaves, 0};
  fiber_t root = fiber_alloc(add_up);
  fiber_resume(root, &all, 0);
  fiber_free(root);
  if (all.sum != 49999995000000) {
    __builtin_trap();
  }
}
