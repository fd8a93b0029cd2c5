// Each of 10,000 fibers resumes the next one. What the last one runs has 900 variables. The
// runtime calls it directly, and nothing else does, so that clang's optimizer makes it part of
// fiber_resume: a resume counts the variables then.
// RUN: %clang -O2 -nostdlib -Wl,--no-entry -Wl,--lower-fibers=tier:frames %s -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm
// RUN: %run-wasm --no-flags deno %t.wasm
#include "Inputs/variables.h"
#include <fiber.h>
#include <stdint.h>

enum { Fibers = 10000 };

static uint64_t state = 1;
static unsigned entered, left;

static uint64_t next(void) {
  return state = state * 6364136223846793005u + 1;
}

__attribute__((noinline)) static void enter(void) { entered++; }

static void* compute(void* unused) {
  uint64_t sum = 0;
  ALL(COMPUTE)
  enter();
  ALL(USE)
  state += sum;
  return NULL;
}

static void* pull(void* rest) {
  unsigned more = *(unsigned*)rest - 1;
  fiber_t source;
  enter();
  if (more) {
    source = fiber_alloc(pull);
  } else {
    enter();
    source = fiber_alloc(compute);
  }
  fiber_resume(source, &more, NULL);
  fiber_yield(NULL);
  left++;
  return NULL;
}

__attribute__((export_name("_start"))) void start(void) {
  fiber_t outermost = fiber_alloc(pull);
  unsigned fibers = Fibers;
  fiber_resume(outermost, &fibers, NULL);
  fiber_result_t result;
  fiber_resume(outermost, NULL, &result);
  if (result != FIBER_OK || entered != Fibers + 2 || left != 1) {
    __builtin_trap();
  }
}
