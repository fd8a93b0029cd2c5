// A round-robin scheduler: the fibers that are ready wait in a queue, the first
// one gets a turn, and goes to the end unless it has finished.
//
// Usage: scheduler [TURNS TASKS]
#include "scheduler.h"
#include "arguments.h"
#include <fiber.h>

static void* run_task(void* argument) {
  struct task* task = argument;
  for (uint32_t i = 0; i < task->turns; i++) {
    task->value = work(task->value);
    fiber_yield(NULL);
  }
  return NULL;
}

int main(int argc, char* argv[]) {
  uint32_t turns = number_argument(argc, argv, 1, 20000000);
  uint32_t count = number_argument(argc, argv, 2, 1000);
  struct task* tasks = calloc(count, sizeof *tasks);
  fiber_t* fibers = calloc(count, sizeof *fibers);
  if (tasks == NULL || fibers == NULL) {
    abort();
  }
  struct queue ready = make_queue(count);
  for (uint32_t id = 0; id < count; id++) {
    tasks[id] = make_task(id, count, turns);
    fibers[id] = fiber_alloc(run_task);
    push(&ready, id);
  }

  uint32_t checksum = 0;
  while (ready.count > 0) {
    uint32_t id = pop(&ready);
    fiber_result_t result;
    fiber_resume(fibers[id], &tasks[id], &result);
    checksum = add_turn(checksum, &tasks[id]);
    if (result == FIBER_YIELD) {
      push(&ready, id);
    } else {
      fiber_free(fibers[id]);
    }
  }
  printf("%08x\n", (unsigned)checksum);
  return 0;
}
