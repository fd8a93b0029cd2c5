// A function of the host calls the module back, and that jumps past it, to a function of the
// fiber that waits for the host: at once, and from another fiber. The fiber runs, as one that
// waits for another does, though nobody in a callback is on it.
// RUN: %clang -O2 -nostartfiles -Wl,--no-entry -Wl,--lower-fibers=tier:frames %s -o %t.frames.wasm
// RUN: %deno %S/Inputs/callback.mjs %t.frames.wasm jump | FileCheck %s
// RUN: %clang -O0 -nostartfiles -Wl,--no-entry -Wl,--lower-fibers=tier:native %s -o %t.native.wasm
// RUN: %deno %S/Inputs/callback.mjs %t.native.wasm jump | FileCheck %s
// CHECK:      main: 3
// CHECK-NEXT: after: 11
#include <fiber.h>
#include <setjmp.h>

__attribute__((import_module("env"), import_name("call_back"))) void call_back(void);

static jmp_buf here;
static int arrived;
static fiber_t jumper;

static void* entry(void* argument) {
  arrived = setjmp(here);
  if (arrived < 3) {
    fiber_yield(0);
    call_back();
    return 0;
  }
  return (void*)arrived;
}

static void* jump_to(void* value) { longjmp(here, (int)value); }

__attribute__((export_name("jump"))) void jump(void) {
  if (arrived != 1)
    jump_to((void*)(arrived + 1));
  jumper = fiber_alloc(jump_to);
  fiber_resume(jumper, (void*)2, 0);
}

__attribute__((export_name("main"))) int run(void) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result = FIBER_YIELD;
  void* value = 0;
  while (result == FIBER_YIELD)
    value = fiber_resume(fiber, 0, &result);
  fiber_free(fiber);
  return (int)value;
}

// Whether the fiber that jumped has finished.
__attribute__((export_name("after"))) int after(void) {
  fiber_result_t result;
  fiber_resume(jumper, 0, &result);
  fiber_free(jumper);
  return 10 + (result == FIBER_ERROR);
}
