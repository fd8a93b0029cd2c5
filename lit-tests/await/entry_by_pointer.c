// The program makes fibers of functions that only a pointer tells, and waits outside them:
// the call of the export stays an entry among those that such a pointer may be to.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/entry_by_pointer.mjs | FileCheck %s --match-full-lines
// CHECK:      one after the other: 1111 2222
// CHECK-NEXT: both at once: 1111 2222
#include <fiber.h>

__attribute__((import_module("host"), import_name("load"))) int load(int id);
FIBER_SUSPENDING(load);

static void* ones(void* sum) {
  *(int*)sum += 1;
  fiber_yield(sum);
  *(int*)sum += 10;
  return sum;
}

static void* twos(void* sum) {
  *(int*)sum += 2;
  fiber_yield(sum);
  *(int*)sum += 20;
  return sum;
}

static fiber_entry_point_t entries[] = {ones, twos};

__attribute__((export_name("add"))) int add(int which) {
  int sum = load(which) * 1000;
  fiber_t fiber = fiber_alloc(entries[which - 1]);
  fiber_resume(fiber, &sum, 0);
  sum += load(which) * 100;
  fiber_resume(fiber, &sum, 0);
  fiber_free(fiber);
  return sum;
}
