// Destructors run when a call ends before its time: its promise is rejected, an import
// throws, or it is aborted. `catch (...)` doesn't catch that.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/cleanup.mjs --tiers=native | FileCheck %s --match-full-lines
// CHECK:      given: 2; destroyed: inner outer
// CHECK-NEXT: rejected: Error: gone; destroyed: inner outer
// CHECK-NEXT: thrown: Error: no; destroyed: inner outer
// CHECK-NEXT: aborted: Error: enough; destroyed: inner outer
// CHECK-NEXT: given again: 2; destroyed: inner outer
#include <fiber.h>

#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))

extern "C" {
IMPORT(find) int find(int id);
IMPORT(destroyed) void destroyed(int which);
}
FIBER_SUSPENDING(find);

namespace {

struct Object {
  int which;
  ~Object() { destroyed(which); }
};

} // namespace

extern "C" __attribute__((export_name("look"))) int look(int id) {
  Object outer{0};
  try {
    Object inner{1};
    id += find(id);
  } catch (...) {
    return -1;
  }
  return id;
}
