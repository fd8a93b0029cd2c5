// A function that is said to be on the resumer's stack needs none of the fiber's: 4,000
// bytes there, called directly, through a pointer, and in a nested fiber, overwrite nothing
// of the fiber's own 100.
// RUN: %check-program %s | FileCheck %s
// RUN: %clang -O2 %s -Wl,--lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=SIZE
// RUN: not %clang -O2 -DYIELDS %s -o %t.not.wasm 2>&1 | FileCheck %s --check-prefix=YIELDS
// RUN: test ! -e %t.not.wasm
// CHECK: 4950 4950 4950
// SIZE: shadow stack of a fiber: {{[0-9][0-9]?[0-9]?}} bytes with frames
// YIELDS: --lower-fibers: FIBER_ON_RESUMERS_STACK(fill): the function may yield, or resume a fiber
#include <fiber.h>
#include <stdio.h>

FIBER_ON_RESUMERS_STACK(fill);

static __attribute__((noinline)) int fill(int with, long unused) {
  (void)unused;
  volatile char frame[4000];
  for (unsigned i = 0; i < sizeof frame; i++)
    frame[i] = (char)with;
#ifdef YIELDS
  fiber_yield((void *)frame);
#endif
  return frame[with];
}

static int (*volatile pointer)(int, long) = fill;

static int nested;

static void *entry(void *sum) {
  volatile unsigned char kept[100];
  for (int i = 0; i < 100; i++)
    kept[i] = (unsigned char)i;
  fill(1, 0);
  pointer(2, 0);
  if (nested++ == 0) {
    fiber_t inner = fiber_alloc(entry);
    static int other;
    fiber_resume(inner, &other, NULL);
    fiber_resume(inner, NULL, NULL);
    fiber_free(inner);
    fill(3, 0);
    *(int *)sum += other - 4950;
  }
  fiber_yield(NULL);
  fill(4, 0);
  for (int i = 0; i < 100; i++)
    *(int *)sum += kept[i];
  return NULL;
}

int main(void) {
  int sums[3] = {0};
  for (int i = 0; i < 3; i++) {
    nested = i;
    fiber_t fiber = fiber_alloc(entry);
    fiber_resume(fiber, &sums[i], NULL);
    fiber_resume(fiber, NULL, NULL);
    fiber_free(fiber);
  }
  printf("%d %d %d\n", sums[0], sums[1], sums[2]);
}
