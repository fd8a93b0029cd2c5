// How many fibers can be alive at once, where the pass sets no limit? Prints
// the count as it grows, since most engines end the process, and not the
// program.
#include <fiber.h>
#include <stdio.h>

static void* entry(void* argument) { return fiber_yield(argument); }

int main(void) {
  for (int count = 1;; count++) {
    fiber_t fiber = fiber_alloc(entry);
    if (fiber == NULL) {
      printf("NULL after %d\n", count - 1);
      return 0;
    }
    fiber_resume(fiber, NULL, NULL);
    if (count % 100 == 0) {
      printf("%d\n", count);
      fflush(stdout);
    }
  }
}
