// A program with a fiber. What it writes:
//      CHECK: main
// CHECK-NEXT: fiber with 1
// CHECK-NEXT: main with 2
// CHECK-NEXT: fiber with 3
// CHECK-NEXT: main with 4
//  CHECK-NOT: {{.}}
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

static void* entry(void* arg) {
  printf("fiber with %d\n", (int)(intptr_t)arg);
  arg = fiber_yield((void*)2);
  printf("fiber with %d\n", (int)(intptr_t)arg);
  return (void*)4;
}

int main(void) {
  puts("main");
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t status;
  void* result = fiber_resume(fiber, (void*)1, &status);
  printf("main with %d\n", (int)(intptr_t)result);
  result = fiber_resume(fiber, (void*)3, &status);
  printf("main with %d\n", (int)(intptr_t)result);
  fiber_free(fiber);
  return status == FIBER_OK ? 0 : 1;
}
