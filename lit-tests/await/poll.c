// A scheduler of the program's own goes on with others while some of its fibers wait for
// promises: fiber_poll says FIBER_AWAITS, and fiber_wait which fiber can go on. Fibers that
// they resume in turn wait with them. Two calls of the export don't get each other's.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/poll.mjs | FileCheck %s --match-full-lines
// CHECK:      one call: 1 runs, 1 awaits, 2 runs, 2 yields, 3 runs, 3 awaits, 3 is done, 1 is done, 2 is done: 60
// CHECK-NEXT: both at once: 2 is done, 1 is done, 3 is done: 60; 7 is done, 5 is done, 6 is done: 180
// CHECK-NEXT: where nothing can wait: 3 3 2, then 0: 5
// CHECK-NEXT: told of it: 1, and no more: 0
// CHECK-NEXT: told of each once: 1 2 0
// CHECK-NEXT: freed while it waits: 0
// CHECK-NEXT: rejected: Error: 9 not found, then 2
// CHECK-NEXT: not converted: TypeError
// CHECK-NEXT: 10000 fibers: memory grown by 0
#include <fiber.h>

#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

IMPORT(load) double load(int id);
FIBER_SUSPENDING(load);
typedef enum { RUNS, YIELDS, AWAITS, IS_DONE } event;
IMPORT(note) void note(int id, event what);

typedef struct {
  int id;
  double result;
} job;

// Loads by a fiber of its own, which waits as this does.
static void* load_inside(void* argument) {
  job* mine = argument;
  mine->result += load(mine->id);
  return 0;
}

static void* work(void* argument) {
  job* mine = argument;
  note(mine->id, RUNS);
  if (mine->id % 2 == 0) {
    fiber_yield(0);
    mine->result = load(mine->id);
    return 0;
  }
  fiber_t inner = fiber_alloc(load_inside);
  fiber_resume(inner, mine, 0);
  fiber_free(inner);
  return 0;
}

// The sum of what three jobs have loaded.
EXPORT(run) int run(int first) {
  job jobs[3];
  fiber_t fibers[3];
  fiber_result_t results[3];
  for (int i = 0; i < 3; i++) {
    jobs[i] = (job){first + i, 0};
    fibers[i] = fiber_alloc(work);
    fiber_poll(fibers[i], &jobs[i], &results[i]);
    note(jobs[i].id, results[i] == FIBER_AWAITS ? AWAITS : YIELDS);
  }
  for (int i = 0; i < 3; i++)
    if (results[i] == FIBER_YIELD)
      fiber_poll(fibers[i], 0, &results[i]);
  for (fiber_t next; (next = fiber_wait());) {
    int i = 0;
    while (fibers[i] != next)
      i++;
    fiber_poll(next, 0, &results[i]);
    if (results[i] == FIBER_OK)
      note(jobs[i].id, IS_DONE);
  }
  int sum = 0;
  for (int i = 0; i < 3; i++) {
    sum += (int)jobs[i].result;
    fiber_free(fibers[i]);
  }
  return sum;
}

static job kept;
static fiber_t keeper;

// What polling a fiber says that is kept from call to call.
EXPORT(poll) int poll(void) {
  fiber_result_t result;
  fiber_poll(keeper, &kept, &result);
  return result;
}

EXPORT(begin) void begin(int id) {
  kept = (job){id, 0};
  keeper = fiber_alloc(load_inside);
}

EXPORT(resume) int resume(void) {
  fiber_result_t result;
  fiber_resume(keeper, 0, &result);
  return result;
}

EXPORT(end) int end(void) {
  fiber_free(keeper);
  return (int)kept.result;
}

// Whether there is that fiber to wait for, after it was polled, and perhaps freed.
EXPORT(poll_and_wait) int poll_and_wait(int and_free) {
  poll();
  if (and_free)
    fiber_free(keeper);
  return fiber_wait() == keeper;
}

// Which of two fibers it is told of, asking three times, and polling none in between.
EXPORT(wait_thrice) int wait_thrice(void) {
  job jobs[2] = {{1, 0}, {2, 0}};
  fiber_t fibers[2];
  for (int i = 0; i < 2; i++) {
    fibers[i] = fiber_alloc(load_inside);
    fiber_poll(fibers[i], &jobs[i], 0);
  }
  int told = 0;
  for (int i = 0; i < 3; i++) {
    fiber_t next = fiber_wait();
    told = told * 10 + (next == fibers[0] ? 1 : next == fibers[1] ? 2 : 0);
  }
  fiber_free(fibers[0]);
  fiber_free(fibers[1]);
  return told;
}
