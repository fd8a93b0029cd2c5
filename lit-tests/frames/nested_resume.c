// 100,000 fibers are nested: each pulls its values from the next, by
// fiber_resume. While one runs, resuming those that wait for it is refused, and
// so is freeing them. Freeing one in the middle lets those beyond it be; they
// can be freed then. Native code and the other tiers would need as many stacks.
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-Wl,--lower-fibers=allocator:pages %s
#include <assert.h>
#include <fiber.h>
#include <stdint.h>

enum { Depth = 100000, Values = 3 };

static fiber_t fibers[Depth];

static void expect_refused(uintptr_t level) {
  fiber_result_t state = FIBER_OK;
  assert(fiber_resume(fibers[level], NULL, &state) == NULL);
  assert(state == FIBER_ERROR);
  fiber_free(fibers[level]);
}

static void* pull(void* argument) {
  uintptr_t level = (uintptr_t)argument;
  for (uintptr_t i = 0; i < Values; i++) {
    uintptr_t value = i;
    if (level + 1 < Depth) {
      fiber_result_t state;
      value =
        (uintptr_t)fiber_resume(fibers[level + 1], (void*)(level + 1), &state);
      assert(state == FIBER_YIELD);
    } else if (i == 0) {
      for (uintptr_t waiting = 0; waiting < Depth; waiting++) {
        expect_refused(waiting);
      }
    } else {
      expect_refused(0);
      expect_refused(Depth / 2);
      expect_refused(Depth - 1);
    }
    void* sent = fiber_yield((void*)(value + 1));
    assert(sent == argument);
  }
  if (level + 1 < Depth) {
    fiber_result_t state;
    void* value = fiber_resume(fibers[level + 1], (void*)(level + 1), &state);
    assert(state == FIBER_OK && value == (void*)(level + 1));
  }
  return argument;
}

static void alloc_all(void) {
  for (uintptr_t i = 0; i < Depth; i++) {
    fibers[i] = fiber_alloc(pull);
    assert(fibers[i]);
  }
}

static void pull_value(uintptr_t i) {
  fiber_result_t state;
  void* value = fiber_resume(fibers[0], (void*)0, &state);
  assert(state == FIBER_YIELD && value == (void*)(i + Depth));
}

int main(void) {
  fiber_result_t state;
  alloc_all();
  for (uintptr_t i = 0; i < Values; i++) {
    pull_value(i);
  }
  assert(fiber_resume(fibers[0], (void*)0, &state) == NULL);
  assert(state == FIBER_OK);
  for (uintptr_t i = 0; i < Depth; i++) {
    fiber_free(fibers[i]);
  }

  // A second round, cut short.
  size_t pages = __builtin_wasm_memory_size(0);
  alloc_all();
  pull_value(0);
  pull_value(1);
  for (uintptr_t i = Depth / 2; i < Depth; i++) {
    fiber_free(fibers[i]);
  }
  for (uintptr_t i = 0; i < Depth / 2; i++) {
    fiber_free(fibers[i]);
  }
  assert(__builtin_wasm_memory_size(0) == pages);
  return 0;
}
