// setjmp and longjmp in a fiber: with yields before and after both, in the
// function that calls longjmp and in those between, and interleaved with those
// of other fibers. The jump reaches the function that waits for it in memory.
//
// Asyncify has no exceptions, which they are in WebAssembly.
// RUN: %check-program --tiers=frames,native --exceptions %s > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
// RUN: %check-program --tiers=frames,native --exceptions --cc-arg=-O0 %s
#include <fiber.h>
#include <setjmp.h>
#include <stdio.h>

struct state {
  jmp_buf buffer;
  int id;
  volatile int turns;
};

static int jump(struct state* state, int depth) {
  int got = *(int*)fiber_yield(&state->id);
  if (depth > 0)
    return jump(state, depth - 1) + got;
  fiber_yield(&state->id);
  longjmp(state->buffer, state->turns + got);
}

static void* entry(void* argument) {
  static int sums[4];
  struct state state = {.id = *(int*)argument, .turns = 0};
  int* sum = &sums[state.id];
  *sum = 0;
  int value = setjmp(state.buffer);
  state.turns++;
  if (value) {
    fiber_yield(&state.id);
    printf("%d: turn %d, got %d\n", state.id, state.turns, value);
    *sum += value;
  }
  if (state.turns < 4)
    jump(&state, state.turns * 3 + state.id);
  return sum;
}

// Jumps out of nothing but its own calls, many deep.
static jmp_buf far;

static int descend(int depth) {
  if (depth == 0) {
    fiber_yield(NULL);
    longjmp(far, 7);
  }
  return descend(depth - 1) + 1;
}

static void* deep(void* argument) {
  int value = setjmp(far);
  if (value == 0)
    descend(1000);
  fiber_yield(NULL);
  printf("deep: %d\n", value);
  return argument;
}

int main(void) {
  fiber_t fibers[3];
  int left = 3;
  for (int i = 0; i < 3; i++) {
    fibers[i] = fiber_alloc(entry);
    fiber_resume(fibers[i], &i, NULL);
  }
  for (int n = 1; left > 0; n++) {
    for (int i = 0; i < 3; i++) {
      if (!fibers[i])
        continue;
      fiber_result_t result;
      int* value = fiber_resume(fibers[i], &n, &result);
      if (result == FIBER_OK) {
        printf("%d: %d\n", i, *value);
        fiber_free(fibers[i]);
        fibers[i] = NULL;
        left--;
      }
    }
  }
  fiber_t fiber = fiber_alloc(deep);
  fiber_resume(fiber, NULL, NULL);
  fiber_resume(fiber, NULL, NULL);
  fiber_resume(fiber, NULL, NULL);
  fiber_free(fiber);
}

// CHECK:     0: turn 2, got
// CHECK-DAG: 0: {{[0-9]+$}}
// CHECK-DAG: 1: {{[0-9]+$}}
// CHECK-DAG: 2: {{[0-9]+$}}
// CHECK:     deep: 7
