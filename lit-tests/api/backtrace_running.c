// Of a fiber that is running, or that waits for another, the functions that wait are told,
// too; and, one after the other, those of all fibers that run.
// RUN: %check-program --tiers=frames %s | filecheck %s

#include "Inputs/backtrace.h"

static fiber_t outer, inner;

SEEN int report(int depth) {
  look("running", inner);
  look("waits", outer);
  look("all", NULL);
  return depth + 1;
}

SEEN int descend(int depth) {
  int below = depth == 0 ? report(depth) : descend(depth - 1);
  return below + depth;
}

SEEN int before(int depth) {
  fiber_yield(NULL);
  return descend(depth) + 1;
}

void *work(void *depth) {
  *(int *)depth += before(*(int *)depth);
  return depth;
}

SEEN void *pull(void *depth) {
  fiber_result_t result;
  fiber_resume(inner, depth, &result);
  fiber_yield(NULL);
  depth = fiber_resume(inner, NULL, &result);
  printf("%d\n", *(int *)depth);
  return depth;
}

void *drive(void *depth) {
  int *sum = pull(depth);
  return sum + (*sum < 0);
}

int main(void) {
  int depth = 2;
  marked = outer = fiber_alloc(drive);
  inner = fiber_alloc(work);
  fiber_resume(outer, &depth, NULL);
  // CHECK:      {{^}}outside:{{$}}
  look("outside", NULL);
  // CHECK-NEXT: running: look report descend descend descend before work
  // CHECK-NEXT: waits: *pull *drive
  // CHECK-NEXT: all: look report descend descend descend before work *pull *drive
  // CHECK-NEXT: 7
  fiber_resume(outer, NULL, NULL);
  fiber_free(inner);
  fiber_free(outer);
}
