// A yield outside any fiber ends the program with a message, before the first
// fiber runs and after the last.
// RUN: %check-program --status=134 %s 2>&1 | FileCheck %s
// RUN: %check-program --status=134 --cc-arg=-DAFTER %s 2>&1 | FileCheck %s
#include <fiber.h>
#include <stddef.h>
#include <stdio.h>

static void* echo(void* value) { return fiber_yield(value); }

int main(void) {
  // The message needs WASI's fd_write, which comes with any output.
  puts("begin");
  fflush(stdout);
#ifdef AFTER
  fiber_t fiber = fiber_alloc(echo);
  fiber_resume(fiber, NULL, NULL);
#endif
  echo(NULL);
  return 0;
}

// CHECK:      check-program: native code
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
// CHECK:      check-program: native tier on deno
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
// CHECK:      check-program: asyncify tier on wasmtime
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
// CHECK:      check-program: asyncify tier on deno
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
// CHECK:      check-program: asyncify tier on node
// CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
