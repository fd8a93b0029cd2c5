// A collector finds the objects that only the stacks of fibers refer to: those of
// suspended ones, and of one that waits for another. What a finished or freed fiber had
// is collected.
// RUN: %check-program %s | filecheck %s

#include "Inputs/collector.h"

static int check(object *list) {
  int sum = 0;
  for (; list; list = list->next)
    sum += list->value;
  return sum;
}

static void *in_array(void *argument) {
  object *volatile lists[3];
  for (int i = 0; i < 3; i++)
    lists[i] = make(i, make(10 * i, NULL));
  fiber_yield(NULL);
  int sum = 0;
  for (int i = 0; i < 3; i++)
    sum += check(lists[i]);
  printf("array: %d\n", sum);
  return argument;
}

// Waits for a fiber, so that it is running as long as that is.
static void *outer(void *inner) {
  object *volatile own = make(7, NULL);
  fiber_resume(inner, NULL, NULL);
  printf("outer: %d\n", own->value);
  return NULL;
}

static void *collects(void *argument) {
  int ranges;
  printf("inner: %d\n", collect(&ranges));
  return argument;
}

int main(void) {
  int ranges;
  assert(collect(&ranges) == 0 && ranges == 0);
  fiber_t array = fiber_alloc(in_array);
  fiber_resume(array, NULL, NULL);
  assert(collect(&ranges) == 6 && ranges >= 1);
  // CHECK: array: 33
  fiber_resume(array, NULL, NULL);
  assert(collect(&ranges) == 0);
  fiber_free(array);

  array = fiber_alloc(in_array);
  fiber_resume(array, NULL, NULL);
  assert(collect(&ranges) == 6);
  fiber_free(array);
  assert(collect(&ranges) == 0 && ranges == 0);

  // CHECK: inner: 1
  // CHECK: outer: 7
  fiber_t waits = fiber_alloc(outer);
  fiber_t inner = fiber_alloc(collects);
  fiber_resume(waits, inner, NULL);
  fiber_free(inner);
  fiber_free(waits);
  assert(collect(&ranges) == 0 && ranges == 0);
  puts("done"); // CHECK: done
}
