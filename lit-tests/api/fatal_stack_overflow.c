// A fiber whose local arrays outgrow its stack ends the program with a message:
// in a recursion, in one large frame of unknown depth, with alloca, and with
// alloca in a function that calls no other, which clang lets use the stack
// without moving its pointer. Natively it hits the guard page below the stack.
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DRECURSION %s 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DRECURSION --cc-arg=-O0 %s 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DFRAME %s 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DALLOCA %s 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DLEAF %s 2>&1 | FileCheck %s
#include <alloca.h>
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

// Keeps an array from being optimized away.
__attribute__((noinline)) static char use(volatile char* array) {
  return array[0];
}

#if defined(RECURSION)
static int run(int depth) {
  char array[1000] = {1};
  use(array);
  return depth == 0 ? 0 : run(depth - 1) + use(array);
}
#elif defined(FRAME)
static int run(int depth) {
  char array[100000] = {1};
  use(array);
  return depth <= 100 ? 1 : run(depth - 1) + use(array);
}
#elif defined(ALLOCA)
static int run(int kilobytes) { return use(alloca(kilobytes * 1000)); }
#elif defined(LEAF)
static int run(int kilobytes) {
  volatile char* array = alloca(kilobytes * 1000);
  return array[0];
}
#endif

static void* entry(void* argument) {
  *(int*)argument = run(*(int*)argument);
  return argument;
}

int main(void) {
  int argument = 100;
  fiber_result_t result;
  // With the stack that it needs, it is all right.
  fiber_t fiber = fiber_sized_alloc(entry, 1 << 20);
  fiber_resume(fiber, &argument, &result);
  assert(result == FIBER_OK);

  argument = 100;
  fiber_resume(fiber_alloc(entry), &argument, &result);
  return 0;
}

// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc
// CHECK:      check-program: native tier on deno
// CHECK-NEXT: fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc
// CHECK:      check-program: asyncify tier on wasmtime
// CHECK-NEXT: fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc
// CHECK:      check-program: asyncify tier on deno
// CHECK-NEXT: fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc
// CHECK:      check-program: asyncify tier on node
// CHECK-NEXT: fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc
