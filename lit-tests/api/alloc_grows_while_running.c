// A running fiber allocates thousands: whatever the tables of fibers do to
// grow, the running one and those under it keep their state.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

enum { Count = 5000 };
static fiber_t fibers[Count];

static void* echo(void* value) {
  for (;;) {
    value = fiber_yield(value);
  }
}

static void* make(void* value) {
  for (int i = 0; i < Count; i++) {
    fibers[i] = fiber_alloc(echo);
    assert(fibers[i] != NULL);
    assert(fiber_resume(fibers[i], &fibers[i], NULL) == &fibers[i]);
  }
  assert(fiber_yield(value) == &fibers);
  return NULL;
}

static void* outer(void* value) {
  fiber_t maker = fiber_alloc(make);
  assert(fiber_resume(maker, value, NULL) == value);
  assert(fiber_yield(value) == value);
  assert(fiber_resume(maker, &fibers, NULL) == NULL);
  fiber_free(maker);
  return value;
}

int main(void) {
  int value;
  fiber_t fiber = fiber_alloc(outer);
  assert(fiber_resume(fiber, &value, NULL) == &value);
  assert(fiber_resume(fiber, &value, NULL) == &value);
  fiber_free(fiber);
  for (int i = 0; i < Count; i++) {
    assert(fiber_resume(fibers[i], &value, NULL) == &value);
    fiber_free(fibers[i]);
  }
  return 0;
}
