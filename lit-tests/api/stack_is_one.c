// All code that runs on a fiber is on one stack, functions that can't yield included:
// the addresses of their variables grow apart with the depth of the calls, and stay
// within the fiber's stack. Interpreters tell by this how deep they are in recursion, and
// collectors look for references between two such addresses.
// RUN: %check-program %s | FileCheck %s
// CHECK:      deeper: 20 times
// CHECK-NEXT: within 64 KiB: yes
// CHECK-NEXT: as deep after the yield: yes
// CHECK-NEXT: deeper: 20 times
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

// Can't yield.
static __attribute__((noinline)) uintptr_t here(void) {
  return (uintptr_t)__builtin_frame_address(0);
}

static int deeper;
static uintptr_t top;

static __attribute__((noinline)) void descend(uintptr_t above, int calls) {
  volatile char frame[64];
  frame[calls] = (char)calls;
  uintptr_t before = here();
  deeper += before < above;
  if (calls == 0) {
    printf("deeper: %d times\n", deeper - 1);
    printf("within 64 KiB: %s\n", top - before < 65536 ? "yes" : "no");
    fiber_yield(NULL);
    printf("as deep after the yield: %s\n", here() == before ? "yes" : "no");
    printf("deeper: %d times\n", deeper - frame[0] - 1);
    return;
  }
  descend(before, calls - 1);
  frame[0] = 0;
}

static void *entry(void *argument) {
  top = here();
  descend(top + 1, 20);
  return argument;
}

int main(void) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, NULL, NULL);
  fiber_resume(fiber, NULL, NULL);
  fiber_free(fiber);
}
