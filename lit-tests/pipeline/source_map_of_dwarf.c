// A source map that wasm-opt writes of a program with DWARF tells the lines of forms, too: a
// trap in a function that a fiber has entered again is where it is.
// RUN: cd %S && %bare-clang --target=wasm32-wasi -O2 -g -isystem %source/include \
// RUN:   --no-wasm-opt source_map_of_dwarf.c -o %t.linked.wasm
// RUN: wasm-opt %t.linked.wasm -g --lower-fibers=tier:frames -o %t.wasm -osm %t.map
// RUN: %expect-status 134 %run-wasm --no-flags node %t.wasm > %t.trap 2>&1
// RUN: node %S/Inputs/locate.mjs %t.map %t.trap | filecheck %s
// RUN: wasm-opt %t.linked.wasm -g --lower-fibers=tier:frames,optimize:size -o %t.wasm -osm %t.map
// RUN: %expect-status 134 %run-wasm --no-flags node %t.wasm > %t.trap 2>&1
// RUN: node %S/Inputs/locate.mjs %t.map %t.trap | filecheck %s
// RUN: wasm-opt %t.linked.wasm -g --lower-fibers=tier:asyncify -o %t.wasm -osm %t.map
// RUN: %expect-status 134 %run-wasm --no-flags node %t.wasm > %t.trap 2>&1
// RUN: node %S/Inputs/locate.mjs %t.map %t.trap | filecheck %s
#include <fiber.h>
#include <stdio.h>

__attribute__((noinline)) int divide(int value, int by) {
  return value / by; // CHECK: divide{{.*}} source_map_of_dwarf.c:[[#@LINE]]
}

__attribute__((noinline)) int waits(int value) {
  for (int i = 0; i < 3; i++) {
    value += *(int *)fiber_yield(NULL);
    printf("%d\n", value);
  }
  value = divide(7, value) + 1; // CHECK-NEXT: {{waits|work}}{{.*}} source_map_of_dwarf.c:[[#@LINE]]
  fiber_yield(NULL);
  return value + 1;
}

void *work(void *value) {
  *(int *)value = waits(*(int *)value) * 2;
  return value;
}

int main(void) {
  int value = -3, one = 1;
  fiber_t fiber = fiber_alloc(work);
  fiber_resume(fiber, &value, NULL);
  for (int i = 0; i < 3; i++)
    fiber_resume(fiber, &one, NULL);
}
