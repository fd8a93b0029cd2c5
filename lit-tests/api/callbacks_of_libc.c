// What the C library is passed to sort, to search and to call at exit has the types of
// functions that yield, and yet what calls it doesn't count as yielding.
// RUN: %check-program --status=3 %s
// RUN: %clang -O2 -Wl,--lower-fibers=print-analysis:text -Wl,--lower-fibers=inline:no %s -o %t.wasm | FileCheck %s
// CHECK-NOT: {{'(qsort|bsearch|exit|sort|search|leave)'}}
// CHECK: passed functions: {{[1-9][0-9]*}} calls have {{[1-9][0-9]*}} candidates less
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

static int compare(const void* a, const void* b) {
  return *(const int*)a - *(const int*)b;
}

static int yields_to_compare(const void* a, const void* b) {
  return fiber_yield(NULL) ? 1 : compare(a, b);
}
static int (*volatile comparison)(const void*, const void*) = yields_to_compare;

static void yields(void* value) { fiber_yield(value); }
static void (*volatile action)(void*) = yields;

static void says_bye(void) { puts("bye"); }

NOINLINE static void sort(int* numbers, size_t count) {
  qsort(numbers, count, sizeof(int), compare);
}

NOINLINE static const int*
search(int number, const int* numbers, size_t count) {
  return bsearch(&number, numbers, count, sizeof(int), compare);
}

NOINLINE static void leave(int status) { exit(status); }

static void* entry(void* value) {
  int numbers[] = {7, 3, 9, 1, 4, 8, 2, 6, 5, 0};
  sort(numbers, 10);
  action(value);
  comparison(numbers, numbers + 1);
  for (int i = 0; i < 10; i++) {
    printf("%d", *search(i, numbers, 10));
  }
  puts("");
  leave(3);
  return NULL;
}

int main(void) {
  atexit(says_bye);
  fiber_t fiber = fiber_alloc(entry);
  for (int i = 0; i < 3; i++) {
    fiber_resume(fiber, NULL, NULL);
  }
}
