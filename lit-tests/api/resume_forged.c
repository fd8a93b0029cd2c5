// Numbers that no fiber_alloc has returned are refused, be they random or close
// to a handle.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>

enum { Count = 100 };
static fiber_t fibers[Count];

static void* echo(void* value) {
  for (;;) {
    value = fiber_yield(value);
  }
}

static void try(uintptr_t number) {
  for (int i = 0; i < Count; i++) {
    if (number == (uintptr_t)fibers[i]) {
      return;
    }
  }
  fiber_result_t result = FIBER_OK;
  assert(fiber_resume((fiber_t)number, fibers, &result) == NULL);
  assert(result == FIBER_ERROR);
  fiber_free((fiber_t)number);
}

int main(void) {
  for (int i = 0; i < Count; i++) {
    fibers[i] = fiber_alloc(echo);
    // Fresh, suspended, and those of a free place.
    if (i % 3 == 1) {
      fiber_resume(fibers[i], NULL, NULL);
    } else if (i % 3 == 2) {
      fiber_free(fibers[i]);
    }
  }

  for (int bit = 0; bit < (int)sizeof(uintptr_t) * 8; bit++) {
    try((uintptr_t)1 << bit);
    try(((uintptr_t)1 << bit) - 1);
    for (int i = 0; i < Count; i++) {
      try((uintptr_t)fibers[i] ^ ((uintptr_t)1 << bit));
    }
  }
  uint64_t random = 1;
  for (int i = 0; i < 100000; i++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    try((uintptr_t)(random >> 11));
    try((uintptr_t)(random >> 44));
  }

  // The true ones have survived.
  for (int i = 0; i < Count; i++) {
    fiber_result_t result;
    void* value = fiber_resume(fibers[i], &result, &result);
    assert(i % 3 == 2 ? result == FIBER_ERROR && value == NULL
                      : result == FIBER_YIELD && value == &result);
    fiber_free(fibers[i]);
  }
  return 0;
}
