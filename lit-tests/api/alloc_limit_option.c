// `max-fibers` sets the limit: so many fibers are alive, and then no more. One that
// is freed makes room, also when the limit is 1.
// RUN: %check-program --wasm-only --cc-arg=-Wl,--lower-fibers=max-fibers:1 --cc-arg=-DLIMIT=1 %s
// RUN: %check-program --wasm-only --cc-arg=-Wl,--lower-fibers=max-fibers:1000 --cc-arg=-DLIMIT=1000 %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static fiber_t fibers[LIMIT];

static void* echo(void* value) {
  fiber_yield(value);
  return value;
}

static void make_all(void) {
  for (int i = 0; i < LIMIT; i++) {
    fibers[i] = fiber_alloc(echo);
    assert(fibers[i] != NULL);
    assert(fiber_resume(fibers[i], &fibers[i], NULL) == &fibers[i]);
  }
  assert(fiber_alloc(echo) == NULL);
  assert(fiber_sized_alloc(echo, 100) == NULL);
}

static void free_all(void) {
  for (int i = 0; i < LIMIT; i++) {
    fiber_free(fibers[i]);
  }
}

int main(void) {
  make_all();
  fiber_free(fibers[LIMIT / 2]);
  fibers[LIMIT / 2] = fiber_alloc(echo);
  assert(fibers[LIMIT / 2] != NULL);
  assert(fiber_alloc(echo) == NULL);
  free_all();
  make_all();
  free_all();
  return 0;
}
