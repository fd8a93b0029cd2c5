// A backtrace has the lines of a program that is compiled with -g, also when the linked
// program has no DWARF any more, but not in one that is linked with -s.
// RUN: cd %S && %clang -O2 -g backtrace_lines.c -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s
// RUN: cd %S && %clang -O0 -g -Wl,--lower-fibers=tier:asyncify backtrace_lines.c -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s
// RUN: cd %S && %clang -O2 -g -Wl,--lower-fibers=tier:native backtrace_lines.c -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s --check-prefix=NATIVE
// RUN: cd %S && %clang -O2 -g -s backtrace_lines.c -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s --check-prefix=STRIPPED
#include <fiber.h>
#include <stdio.h>

#define SEEN __attribute__((noinline))

SEEN int waits(int value) {
  if (value > 1)
    fiber_yield(NULL); // CHECK: waits backtrace_lines.c:[[#@LINE]]:5
  return value + 1;    // NATIVE: waits backtrace_lines.c:[[#@LINE-1]]:5
}

SEEN int calls(int value) {
  value = waits(value) + 1;
  return value + waits(value * 2); // CHECK-NEXT: calls backtrace_lines.c:[[#@LINE]]:18
}

void *work(void *value) {
  for (int i = 0; i < *(int *)value; i++)
    i = calls(i); // CHECK-NEXT: work backtrace_lines.c:[[#@LINE]]:9
  return value;   // NATIVE-NEXT: work :0:0
}

static void print(const fiber_frame_t *frame, void *data) {
  (void)data;
  printf("%s %s:%u:%u\n", frame->function, frame->file, frame->line, frame->column);
}

int main(void) {
  // STRIPPED:      waits :0:0
  // STRIPPED-NEXT: calls :0:0
  // STRIPPED-NEXT: work :0:0
  int value = 1;
  fiber_t fiber = fiber_alloc(work);
  fiber_resume(fiber, &value, NULL);
  fiber_backtrace(fiber, print, NULL);
}
