// 10,000 calls wait at once. After that, others one after the other take no more memory.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/many.mjs | FileCheck %s --match-full-lines
// CHECK:      all at once: 10000 calls, sum 100010000
// CHECK-NEXT: one after the other: 30000 calls, memory grown by 0
#include <fiber.h>

__attribute__((import_module("host"), import_name("wait"))) int wait(int id);
FIBER_SUSPENDING(wait);

static int twice(volatile int* id) { return wait(*id) + wait(*id); }

__attribute__((export_name("work"))) int work(int id) {
  volatile int on_stack = id + 1;
  return twice(&on_stack);
}
