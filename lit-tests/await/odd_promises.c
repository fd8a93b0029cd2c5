// Promises and errors that others have made odd: none of their getters or functions that throw
// keeps a call waiting, or leaves its fiber behind. A signal does nothing to a call whose code
// is on the stack, below that of another.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/odd_promises.mjs max-fibers:8 | FileCheck %s --match-full-lines
// CHECK:      a constructor that throws: Error: its constructor
// CHECK-NEXT: in the second wait: Error: its constructor
// CHECK-NEXT: a then of its own: 10
// CHECK-NEXT: a thenable that fulfills twice, and throws: 10
// CHECK-NEXT: a thenable that throws: Error: its then
// CHECK-NEXT: rejected with a proxy that was revoked: the same value
// CHECK-NEXT: thrown: the same value
// CHECK-NEXT: thrown in the second wait: the same value
// CHECK-NEXT: rejected with an error whose name throws: the same value
// CHECK-NEXT: thrown: the same value
// CHECK-NEXT: thrown in the second wait: the same value
// CHECK-NEXT: aborted in a call that it waits for: Error: enough
// CHECK-NEXT: that call: 6
// CHECK-NEXT: later: 10
// CHECK-NEXT: calls that wait: 0
#include <fiber.h>

#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

IMPORT(find) int find(int id);
FIBER_SUSPENDING(find);
IMPORT(note) void note(int id);

static int twice(int id) { return find(id) + find(id); }

EXPORT(look) int look(int id) {
  note(id);
  return twice(id);
}

// How many calls have a fiber: as many as there may be fewer.
static void* nothing(void* argument) { return argument; }

EXPORT(count) int count(void) {
  static fiber_t fibers[8];
  int left = 0;
  while (left < 8 && (fibers[left] = fiber_alloc(nothing)))
    left++;
  for (int i = 0; i < left; i++)
    fiber_free(fibers[i]);
  return 8 - left;
}
