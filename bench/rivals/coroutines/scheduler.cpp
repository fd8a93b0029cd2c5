// The round-robin scheduler with coroutines.
#include "../../programs/scheduler.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>
#include <vector>

struct Nothing {};
using Task = Exchange<Nothing, Nothing>;

[[gnu::noinline]] static Task run_task(task* self) {
  for (uint32_t i = 0; i < self->turns; i++) {
    self->value = work(self->value);
    co_yield {};
  }
}

int main(int argc, char* argv[]) {
  uint32_t turns = number_argument(argc, argv, 1, 20000000);
  uint32_t count = number_argument(argc, argv, 2, 1000);
  std::vector<task> tasks(count);
  std::vector<Task> coroutines;
  queue ready = make_queue(count);
  for (uint32_t id = 0; id < count; id++) {
    tasks[id] = make_task(id, count, turns);
    coroutines.push_back(run_task(&tasks[id]));
    push(&ready, id);
  }

  uint32_t checksum = 0;
  while (ready.count > 0) {
    uint32_t id = pop(&ready);
    bool goes_on = coroutines[id].resume();
    checksum = add_turn(checksum, &tasks[id]);
    if (goes_on) {
      push(&ready, id);
    }
  }
  printf("%08x\n", (unsigned)checksum);
}
