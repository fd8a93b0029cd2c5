// Past 20,000 live fibers with stacks of their own there are no more, and one that
// is freed makes room. Those with frames have a limit that is higher.
// RUN: %check-program --tiers=native,asyncify %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

enum { Limit = 20000 };
static fiber_t fibers[Limit];

static void* echo(void* value) {
  fiber_yield(value);
  return NULL;
}

static void make(int i) {
  fibers[i] = fiber_alloc(echo);
  assert(fibers[i] != NULL);
  assert(fiber_resume(fibers[i], &fibers[i], NULL) == &fibers[i]);
}

int main(void) {
  for (int i = 0; i < Limit; i++) {
    make(i);
  }
  assert(fiber_alloc(echo) == NULL);
  assert(fiber_sized_alloc(echo, 0) == NULL);

  fiber_free(fibers[777]);
  make(777);
  assert(fiber_alloc(echo) == NULL);

  for (int i = 0; i < Limit; i++) {
    fiber_result_t result;
    fiber_resume(fibers[i], NULL, &result);
    assert(result == FIBER_OK);
    // One that has finished counts until it is freed.
    assert(fiber_alloc(echo) == NULL);
    fiber_free(fibers[i]);
    make(i);
  }
  for (int i = 0; i < Limit; i++) {
    fiber_free(fibers[i]);
  }
  return 0;
}
