// A backtrace of 100,000 functions that wait, and of as many that run. The callback may
// stop looking.
// RUN: %check-program --tiers=frames %s | filecheck %s

#include "Inputs/backtrace.h"
#include <string.h>

#define DEPTH 100000

static fiber_t fiber;

typedef struct {
  int all, descents;
  char last[16];
} counts;

static void count(const fiber_frame_t *frame, void *data) {
  counts *c = data;
  c->all++;
  c->descents += strcmp(frame->function, "descend") == 0;
  strncpy(c->last, frame->function, 15);
}

SEEN void summarize(void) {
  counts c = {0, 0, ""};
  fiber_backtrace(fiber, count, &c);
  printf("%d, %d descend, the last is %s\n", c.all, c.descents, c.last);
}

SEEN int descend(int depth) {
  if (depth == 0) {
    fiber_yield(NULL);
    summarize();
    return 0;
  }
  int below = descend(depth - 1);
  return below < depth ? below + 1 : below;
}

void *entry(void *depth) {
  *(int *)depth += descend(*(int *)depth);
  return depth;
}

int main(void) {
  int depth = DEPTH;
  // Natively, all of the stack is in one place.
  fiber = fiber_sized_alloc(entry, sizeof(void *) == 8 ? 64 << 20 : 1);
  fiber_resume(fiber, &depth, NULL);
  // CHECK: 100002, 100001 descend, the last is entry
  summarize();
  // Nobody has to look to the end.
  fiber_frame_t frame;
  frame.step = 0;
  fiber_next_frame(fiber, &frame);
  // CHECK: 100003, 100001 descend, the last is entry
  fiber_resume(fiber, NULL, NULL);
  printf("%d\n", depth); // CHECK: 200000
  fiber_free(fiber);
}
