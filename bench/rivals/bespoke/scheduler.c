// The round-robin scheduler with tasks that are called for each turn.
#include "../../programs/scheduler.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <stdbool.h>

struct state {
  struct task task;
  uint32_t turn;
};

// True unless the task has finished.
bool NOT_INLINED(take_turn)(struct state* state) {
  if (state->turn == state->task.turns) {
    return false;
  }
  state->task.value = work(state->task.value);
  state->turn++;
  return true;
}

int main(int argc, char* argv[]) {
  uint32_t turns = number_argument(argc, argv, 1, 20000000);
  uint32_t count = number_argument(argc, argv, 2, 1000);
  struct state* states = calloc(count, sizeof *states);
  if (states == NULL) {
    abort();
  }
  struct queue ready = make_queue(count);
  for (uint32_t id = 0; id < count; id++) {
    states[id].task = make_task(id, count, turns);
    push(&ready, id);
  }

  uint32_t checksum = 0;
  while (ready.count > 0) {
    uint32_t id = pop(&ready);
    bool goes_on = take_turn(&states[id]);
    checksum = add_turn(checksum, &states[id].task);
    if (goes_on) {
      push(&ready, id);
    }
  }
  printf("%08x\n", (unsigned)checksum);
  return 0;
}
