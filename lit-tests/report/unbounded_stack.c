// Where nothing bounds what a fiber needs of the shadow stack, the report says why; and
// the link, if the program was given more for itself.
// RUN: %clang -O2 %s -Wl,--lower-fibers=report:text -o %t.wasm 2>%t.err | FileCheck %s
// RUN: test ! -s %t.err
// RUN: %clang -O2 %s -Wl,-z,stack-size=1048576 -o %t.wasm 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: %clang -O2 %s -Wl,-z,stack-size=1048576 \
// RUN:   -Wl,--lower-fibers=stack-size:1048576 -o %t.wasm 2>%t.err
// RUN: test ! -s %t.err
// CHECK:      no bound is known for the shadow stack of a fiber, since 'descend' may call itself; the program's own has 65536 bytes
// CHECK-NEXT: shadow stack of a fiber: 65536 bytes with frames, 0 otherwise
// LARGE: note: --lower-fibers: the stack of a fiber has 65536 bytes, and the program's own 1048576: no bound is known, since 'descend' may call itself; say how much it needs with stack-size:BYTES
#include <fiber.h>

static int descend(int calls) {
  volatile char frame[64];
  frame[calls & 63] = (char)calls;
  if (calls == 0)
    return *(int *)fiber_yield(0);
  return descend(calls - 1) + frame[calls & 63];
}

static void *entry(void *calls) {
  static int result;
  result = descend(*(int *)calls);
  return &result;
}

int main(void) {
  int calls = 3;
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, &calls, 0);
  fiber_free(fiber);
}
