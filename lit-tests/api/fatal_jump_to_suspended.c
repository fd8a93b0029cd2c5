// A longjmp to a function on a fiber that waits, has finished, or was freed ends the program
// with a text. Whose fiber it is is told by the region that the function's frame is on. Natively,
// such a jump is undefined, and Asyncify has no exceptions, which they are in WebAssembly.
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DWAITS %s 2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DFINISHED %s 2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DFREED %s 2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DWAITS --cc-arg=-DIN_FIBER %s 2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DFREED --cc-arg=-DIN_FIBER --cc-arg=-O0 %s 2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --status=134 --cc-arg=-DWAITS --cc-arg=-DARRIVES_FIRST %s 2>&1 | FileCheck %s
#include <fiber.h>
#include <setjmp.h>
#include <stdio.h>

static jmp_buf place;

#ifdef ARRIVES_FIRST
static void* jumps_to_running(void* argument) {
  (void)argument;
  longjmp(place, 2);
}
#endif

static void* waits(void* argument) {
  int value = setjmp(place);
#ifdef ARRIVES_FIRST
  // While it runs, a jump arrives, and so goes where the next one does.
  if (value == 0)
    fiber_resume(fiber_alloc(jumps_to_running), NULL, NULL);
#endif
  if (value == 1)
    puts("arrived");
  else
    fiber_yield(NULL);
  return argument;
}

static void* jumps(void* argument) {
  // Isn't taken for the other's.
  jmp_buf own;
  if (setjmp(own) == 0)
    longjmp(place, 1);
  puts("arrived at its own");
  return argument;
}

static void* make_and_jump(void* argument) {
  fiber_t target = fiber_alloc(waits);
  fiber_t fiber = fiber_alloc(jumps);
  fiber_resume(target, NULL, NULL);
#ifndef WAITS
  fiber_resume(target, NULL, NULL);
#endif
#ifdef FREED
  fiber_free(target);
#endif
  fiber_resume(fiber, NULL, NULL);
  puts("returned");
  return argument;
}

int main(void) {
  puts("begin");
  fflush(stdout);
#ifdef IN_FIBER
  fiber_resume(fiber_alloc(make_and_jump), NULL, NULL);
#else
  make_and_jump(NULL);
#endif
}

// CHECK:      check-program: frames tier on wasmtime
// CHECK-NEXT: longjmp: the function that has called setjmp is on a fiber that is suspended or has finished; jump within the running fiber, or to what has resumed it
// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: longjmp: the function that has called setjmp is on a fiber that is suspended or has finished; jump within the running fiber, or to what has resumed it
// CHECK:      check-program: native tier on deno
// CHECK-NEXT: longjmp: the function that has called setjmp is on a fiber that is suspended or has finished; jump within the running fiber, or to what has resumed it
// CHECK-NOT:  {{arrived|returned}}
