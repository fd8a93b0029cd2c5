// longjmp after promises: within a fiber, and out of one to the call that has resumed it, which
// waits for a promise in its place. Two calls at once, each to its own. A jump to the other, which
// waits, ends the program.
//
// Asyncify has no exceptions.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/long_jump.mjs --tiers=frames,native | FileCheck %s --match-full-lines
// CHECK:      one after the other: 1071 2071
// CHECK-NEXT: both at once: 1071 2071
// CHECK-NEXT: to the other: RuntimeError
#include <csetjmp>
#include <fiber.h>

extern "C" __attribute__((import_module("host"), import_name("load"))) int
load(int id);
FIBER_SUSPENDING(load);

struct Call {
  int id;
  int sum;
  std::jmp_buf within;
  std::jmp_buf out;
};

static Call* last;

static void* run(void* argument) {
  auto* call = static_cast<Call*>(argument);
  int value = setjmp(call->within);
  call->sum += value;
  if (value < 3) {
    load(call->id);
    std::longjmp(call->within, value + 1);
  }
  fiber_yield(call);
  call->sum += load(call->id) * 1000;
  std::longjmp(call->out, 5);
}

// 1000 for each id, 6 for the jumps within, and 65 if the fiber has jumped out
// and finished.
extern "C" __attribute__((export_name("read"))) int read(int id) {
  Call call{id, 0, {}, {}};
  last = &call;
  fiber_t volatile fiber = fiber_alloc(run);
  fiber_result_t result = FIBER_YIELD;
  int value = setjmp(call.out);
  while (value == 0 && result == FIBER_YIELD) {
    fiber_resume(fiber, &call, &result);
    load(id);
  }
  fiber_resume(fiber, nullptr, &result);
  fiber_free(fiber);
  return call.sum + 12 * value + (result == FIBER_ERROR ? 5 : 0);
}

extern "C" __attribute__((export_name("jump_to_other"))) int
jump_to_other(int id) {
  load(id);
  std::longjmp(last->out, 1);
}
