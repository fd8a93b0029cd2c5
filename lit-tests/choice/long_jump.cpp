// Fibers of two tiers, native ones and frames in turns, resume each other, and the innermost
// jumps past the others, to each in turn and to main. A jump to one that is suspended ends the
// program, whatever its tier is.
//
// Asyncify has no exceptions, and natively, no fiber's stack may be left so.
// RUN: %check-program --tiers=auto --wasm-only %s | FileCheck %s
// RUN: %check-program --tiers=auto --wasm-only --status=134 --cc-arg=-DWAITS=-2 %s 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %check-program --tiers=auto --wasm-only --status=134 --cc-arg=-DWAITS=-1 %s 2>&1 | FileCheck %s --check-prefix=REFUSED
//
// RUN: %clangxx -O2 -Wl,--lower-fibers=report:text %s -o %t.wasm > %t.txt
// RUN: FileCheck %s --check-prefix=TIERS --input-file=%t.txt
// TIERS-DAG: entry 'frames(void*)': frames
// TIERS-DAG: entry 'native(void*)': native
#include "Inputs/other_table.h"
#include <csetjmp>
#include <cstdio>
#include <fiber.h>

enum { Levels = 6 };

static std::jmp_buf places[Levels + 1];
static fiber_t fibers[Levels + 1];
static int target;

static void* run(void* argument);
static void* frames(void* argument) { return run(argument); }
static void* native(void* argument) { CALL_BESIDE_OTHER_TABLE(run, argument); }

static fiber_t alloc(int level) {
  return fiber_alloc(level % 2 ? native : frames);
}

// The fiber of a level, or main, at 0, resumes that of the next. Those that
// were left have finished.
static void descend(int level) {
  int value = setjmp(places[level]);
  if (value == 0) {
    if (level == Levels)
      std::longjmp(places[target], 1 + target);
    int next = level + 1;
    fiber_result_t result;
    fibers[next] = alloc(next);
    do
      fiber_resume(fibers[next], &next, &result);
    while (result == FIBER_YIELD);
    return;
  }
  std::printf("level %d: %d\n", level, value);
  for (int left = level + 1; left <= Levels; left++) {
    fiber_result_t result;
    fiber_resume(fibers[left], nullptr, &result);
    if (result != FIBER_ERROR)
      std::puts("not finished");
  }
}

static void wait() {
  if (setjmp(places[0]) == 0)
    fiber_yield(nullptr);
  else
    std::puts("arrived");
}

static void* run(void* argument) {
  int level = *static_cast<int*>(argument);
  if (level < 0) {
    wait();
    return nullptr;
  }
  fiber_yield(nullptr);
  descend(level);
  return nullptr;
}

int main() {
#ifdef WAITS
  int waits = WAITS, jumps = Levels;
  fiber_resume(alloc(waits), &waits, nullptr);
  fiber_t jumper = alloc(waits + 1);
  fiber_resume(jumper, &jumps, nullptr);
  fiber_resume(jumper, nullptr, nullptr);
#endif
  for (target = 0; target <= Levels; target++) {
    descend(0);
    for (int level = 1; level <= Levels; level++)
      fiber_free(fibers[level]);
  }
}

// CHECK:      level 0: 1
// CHECK-NEXT: level 1: 2
// CHECK-NEXT: level 2: 3
// CHECK-NEXT: level 3: 4
// CHECK-NEXT: level 4: 5
// CHECK-NEXT: level 5: 6
// CHECK-NEXT: level 6: 7
// CHECK-NOT:  {{.}}

// REFUSED:      check-program: auto tier on wasmtime
// REFUSED-NEXT: longjmp: the function that has called setjmp is on a fiber that is suspended
// REFUSED:      check-program: auto tier on deno
// REFUSED-NEXT: longjmp: the function that has called setjmp is on a fiber that is suspended
// REFUSED-NOT:  arrived
