// 3,000 calls at once, whose imports give values at once, promises, rejections and what
// throws, and which are aborted: before they begin, in an import, while they wait. Who is
// next is decided by a seed. Each call comes to its own result, and none leaves its fiber
// behind.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/random_calls.mjs max-fibers:4000 | FileCheck %s --match-full-lines
// CHECK:      3000 calls: 2299 right, 237 rejected, 232 aborted, 232 thrown
// CHECK-NEXT: 3000 calls: 2270 right, 235 rejected, 252 aborted, 243 thrown
// CHECK-NEXT: fibers left: 0, memory grown by 0
#include <fiber.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

__attribute__((import_module("host"), import_name("get"))) int get(int id);
FIBER_SUSPENDING(get);

static int add(volatile int* sum, int id) { return *sum + get(id); }

int EXPORT(sum)(int id) {
  volatile int sum = 0;
  for (int i = 0; i < 6; i++)
    sum = add(&sum, id + i);
  return sum;
}

static void* nothing(void* argument) { return argument; }

// How many fibers there are.
int EXPORT(count)(void) {
  static fiber_t fibers[4000];
  int left = 0;
  while (left < 4000 && (fibers[left] = fiber_alloc(nothing)))
    left++;
  for (int i = 0; i < left; i++)
    fiber_free(fibers[i]);
  return 4000 - left;
}
