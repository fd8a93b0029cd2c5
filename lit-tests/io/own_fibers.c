// Tasks have fibers of their own, as generators that don't wait, and wait in between.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK: 100 tasks have added up 5050 each
#include "Inputs/check.h"

static int right;

static void* count(void* argument) {
  for (int i = 1; i <= 100; i++)
    fiber_yield(&i);
  return argument;
}

static void* add(void* argument) {
  fiber_t numbers = fiber_alloc(count);
  int sum = 0;
  for (int* i; (i = fiber_resume(numbers, NULL, NULL));) {
    sum += *i;
    CHECK((*i % 10 == 0 ? fio_sleep(FIO_MILLISECOND) : fio_yield()) == 0);
  }
  fiber_free(numbers);
  right += sum == 5050;
  return argument;
}

static void* start(void* argument) {
  for (int i = 0; i < 100; i++)
    CHECK(fio_async(add, NULL));
  return argument;
}

int main(void) {
  CHECK(fio_main(start, NULL) == 0);
  printf("%d tasks have added up 5050 each\n", right);
  return 0;
}
