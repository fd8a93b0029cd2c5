// Usage: PROGRAM SIZE REHEARSALS YIELDS
//
// Does the program's work in a fiber, and then off any, REHEARSALS times and
// once more, so that a JIT has compiled what is measured. Where a phase begins
// or ends, it writes a line and waits for one: whoever reads it sees then what
// processor time was taken. After each time comes the number of yields that the
// last phase had in the fiber, and a checksum of the work. With YIELDS of 0, it
// never yields.
#include "phases.h"
#include <stdio.h>
#include <stdlib.h>

enum { Before, After, Yielding, PhaseCount };

static unsigned phase;
static unsigned yields;
// Whether the work may yield where it is done now.
static bool may_yield;
static bool is_on_fibers;
// How many times it has, and somebody has got the value.
static unsigned suspends;
static unsigned receipts;

_Noreturn void fail(const char* text) {
  fprintf(stderr, "corpus: %s\n", text);
  exit(1);
}

static void yield(void* value) {
  suspends++;
  fiber_yield(value);
}

bool resume(fiber_t fiber, void** value) {
  fiber_result_t result;
  *value = fiber_resume(fiber, *value, &result);
  if (result != FIBER_YIELD && result != FIBER_OK) {
    fail("a fiber can't be resumed");
  }
  receipts += result == FIBER_YIELD;
  return result == FIBER_YIELD;
}

bool on_fibers(void) { return is_on_fibers; }

void yield_once(void) {
  if (may_yield && phase == After + 1) {
    yield(NULL);
  }
}

void next_phase(void) {
  if (phase == After && may_yield) {
    yield(NULL);
  }
  phase++;
  puts("phase");
  fflush(stdout);
  getchar();
}

void may_wait(const void* value) {
  if (may_yield && phase == Yielding + 1) {
    yields++;
    yield((void*)value);
  }
}

static uint32_t work_once(unsigned size) {
  phase = 0;
  uint32_t checksum = work(size);
  if (phase != PhaseCount + 1) {
    fail("the work wasn't done as it should be");
  }
  return checksum;
}

static void* run(void* size) {
  static uint32_t checksum;
  checksum = work_once(*(unsigned*)size);
  return &checksum;
}

static void measure(unsigned size, bool yielding) {
  yields = suspends = receipts = 0;
  may_yield = yielding;
  is_on_fibers = true;
  fiber_t fiber = fiber_alloc(run);
  void* value = &size;
  while (resume(fiber, &value)) {
    value = NULL;
  }
  fiber_free(fiber);
  if (suspends != receipts) {
    fail("a yield got lost");
  }
  uint32_t checksum = *(uint32_t*)value;
  may_yield = is_on_fibers = false;
  if (work_once(size) != checksum) {
    fail("off a fiber, the work comes to something else");
  }
  printf("%u %08x\n", yields, (unsigned)checksum);
}

int main(int argc, char* argv[]) {
  if (argc != 4) {
    fail("wants a size, a number of rehearsals, and whether to yield");
  }
  unsigned size = (unsigned)atoi(argv[1]);
  for (int rehearsals = atoi(argv[2]); rehearsals >= 0; rehearsals--) {
    measure(size, atoi(argv[3]) != 0);
  }
  return 0;
}
