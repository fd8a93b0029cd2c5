// Usage: PROGRAM SIZE REHEARSALS YIELDS
//
// Runs the program's work in a fiber, REHEARSALS times and once more, so that a
// JIT has compiled what is measured. Where a phase begins or ends, it writes a
// line and waits for one: whoever reads it sees then what processor time was
// taken. After each time comes the number of yields that the last phase had,
// and a checksum of the work. With YIELDS of 0, it never yields.
#include "phases.h"
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>

enum { Before, After, Yielding, PhaseCount };

static unsigned phase;
static unsigned yields;
// Whether the program is to yield at all.
static int may_yield;

_Noreturn void fail(const char* text) {
  fprintf(stderr, "corpus: %s\n", text);
  exit(1);
}

void next_phase(void) {
  if (phase == After && may_yield) {
    fiber_yield(NULL);
  }
  phase++;
  puts("phase");
  fflush(stdout);
  getchar();
}

void may_wait(const void* value) {
  if (may_yield && phase == Yielding + 1) {
    yields++;
    fiber_yield((void*)value);
  }
}

static void* run(void* size) {
  static uint32_t checksum;
  checksum = work(*(unsigned*)size);
  return &checksum;
}

static void measure(unsigned size) {
  phase = 0;
  yields = 0;
  unsigned resumes = 0;
  fiber_t fiber = fiber_alloc(run);
  fiber_result_t result;
  void* value = fiber_resume(fiber, &size, &result);
  for (; result == FIBER_YIELD; resumes++) {
    value = fiber_resume(fiber, NULL, &result);
  }
  if (result != FIBER_OK || phase != PhaseCount + 1 ||
      (may_yield && resumes != yields + 1)) {
    fail("the work wasn't done as it should be");
  }
  fiber_free(fiber);
  printf("%u %08x\n", yields, (unsigned)*(uint32_t*)value);
}

int main(int argc, char* argv[]) {
  if (argc != 4) {
    fail("wants a size, a number of rehearsals, and whether to yield");
  }
  unsigned size = (unsigned)atoi(argv[1]);
  may_yield = atoi(argv[3]) != 0;
  for (int rehearsals = atoi(argv[2]); rehearsals >= 0; rehearsals--) {
    measure(size);
  }
  return 0;
}
