// Two fibers take turns. A fiber runs from a resume to its next yield, and what
// it has in its local variables is still there when it goes on.
#include <fiber.h>
#include <stdio.h>

static void* greet(void* name) {
  for (int i = 1; i <= 3; i++) {
    printf("%d. Hello from the %s fiber\n", i, (const char*)name);
    fiber_yield(NULL);
  }
  return NULL;
}

int main(void) {
  fiber_t left = fiber_alloc(greet);
  fiber_t right = fiber_alloc(greet);
  fiber_result_t result;
  do {
    // The first resume calls greet with the name, the others return from its
    // yield, which has no use for an argument.
    fiber_resume(left, "left", &result);
    fiber_resume(right, "right", &result);
  } while (result == FIBER_YIELD);
  fiber_free(left);
  fiber_free(right);
  return 0;
}
