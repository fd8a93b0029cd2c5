// A program with a main, without fiber.h's functions, waits for promises. So does sleep()
// if WASI's function for it may: others run meanwhile.
// RUN: %clang -O2 %s -Wl,--lower-fibers=suspending:wasi_snapshot_preview1.poll_oneoff -o %t.wasm
// RUN: %run-wasm --no-flags --script node %S/Inputs/command.mjs %t.wasm | FileCheck %s --match-full-lines
// RUN: %run-wasm --no-flags --script deno %S/Inputs/command.mjs %t.wasm | FileCheck %s --match-full-lines
// CHECK:      the host sleeps
// CHECK-NEXT: slept
// CHECK-NEXT: loaded 42
// CHECK-NEXT: exit code 3
#include <fiber.h>
#include <stdio.h>
#include <unistd.h>

__attribute__((import_module("host"), import_name("load"))) int load(int id);
FIBER_SUSPENDING(load);

int main(void) {
  usleep(1000);
  puts("slept");
  fflush(stdout);
  printf("loaded %d\n", load(40) + 2);
  return 3;
}
