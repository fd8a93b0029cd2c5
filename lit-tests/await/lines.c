// A library has no end at which C would write what is left of its output: it writes each
// line, also to a function that takes it.
// RUN: %clang -O2 -mexec-model=reactor %s -o %t.wasm
// RUN: %run-wasm --no-flags --script node %S/Inputs/lines.mjs %t.wasm | FileCheck %s --match-full-lines
// RUN: %run-wasm --no-flags --script deno %S/Inputs/lines.mjs %t.wasm | FileCheck %s --match-full-lines
// RUN: %run-wasm --script firefox %S/Inputs/lines.mjs %t.wasm | FileCheck %s --match-full-lines
// CHECK:      asks
// CHECK-NEXT: 4, and 5
// CHECK-NEXT: returned
// CHECK-NEXT: given: ["asks\n","4, and 5\n"]
#include <fiber.h>
#include <stdio.h>

__attribute__((import_module("host"), import_name("load"))) int load(int id);
FIBER_SUSPENDING(load);

__attribute__((export_name("show"))) void show(int id) {
  puts("asks");
  printf("%d, ", load(id));
  printf("and %d\n", load(id + 1));
}
