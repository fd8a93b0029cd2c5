// Recursion inside a fiber goes 1,000,000 calls deep, far beyond what the
// engine's stack holds, and yields on the way down, at the bottom, and on the
// way up. It is the same by mutual recursion and through function pointers.
// Native code and the other tiers would need a stack as large.
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-Wl,--lower-fibers=allocator:pages %s
#include <assert.h>
#include <fiber.h>
#include <stdint.h>

enum { Depth = 1000000, Interval = 1000 };

typedef uint64_t (*step_t)(uint32_t depth, uint64_t sum);

static void yield_at(uint32_t depth) {
  if (depth % Interval == 0) {
    void* value = (void*)(uintptr_t)(depth + 1);
    assert(fiber_yield(value) == value);
  }
}

// No call is the last thing that a function does.
static uint64_t direct(uint32_t depth, uint64_t sum) {
  yield_at(depth);
  if (depth > 0) {
    sum += direct(depth - 1, sum ^ depth) + depth;
  }
  yield_at(depth);
  return sum;
}

static uint64_t odd(uint32_t depth, uint64_t sum);

static uint64_t even(uint32_t depth, uint64_t sum) {
  yield_at(depth);
  if (depth > 0) {
    sum += odd(depth - 1, sum ^ depth) + depth;
  }
  yield_at(depth);
  return sum;
}

static uint64_t odd(uint32_t depth, uint64_t sum) {
  sum += even(depth - 1, sum ^ depth) + depth;
  return sum;
}

static uint64_t by_pointer(uint32_t depth, uint64_t sum);
static step_t volatile step = by_pointer;

static uint64_t by_pointer(uint32_t depth, uint64_t sum) {
  yield_at(depth);
  if (depth > 0) {
    sum += step(depth - 1, sum ^ depth) + depth;
  }
  yield_at(depth);
  return sum;
}

static uint64_t result;

static void* run_direct(void* argument) {
  result = direct(Depth, 1);
  return argument;
}

static void* run_mutual(void* argument) {
  result = even(Depth, 1);
  return argument;
}

static void* run_by_pointer(void* argument) {
  result = by_pointer(Depth, 1);
  return argument;
}

// What they return: the values on the way down are gone through again, upwards.
static uint64_t expected(void) {
  static uint64_t sums[Depth + 1];
  sums[Depth] = 1;
  for (uint32_t depth = Depth; depth > 0; depth--) {
    sums[depth - 1] = sums[depth] ^ depth;
  }
  uint64_t sum = sums[0];
  for (uint32_t depth = 1; depth <= Depth; depth++) {
    sum += sums[depth] + depth;
  }
  return sum;
}

static void check(fiber_entry_point_t entry) {
  fiber_result_t state;
  fiber_t fiber = fiber_alloc(entry);
  uint32_t yields = 0;
  void* value = fiber_resume(fiber, &state, &state);
  while (state == FIBER_YIELD) {
    yields++;
    value = fiber_resume(fiber, value, &state);
  }
  assert(state == FIBER_OK && value == &state);
  assert(yields == 2 * (Depth / Interval + 1));
  assert(result == expected());
  fiber_free(fiber);
}

int main(void) {
  check(run_direct);
  check(run_mutual);
  check(run_by_pointer);
  // Freed at the bottom, and a next one finds its records.
  size_t pages = __builtin_wasm_memory_size(0);
  for (int i = 0; i < 3; i++) {
    fiber_result_t state;
    fiber_t fiber = fiber_alloc(run_direct);
    void* value = fiber_resume(fiber, NULL, &state);
    while (value != (void*)1) {
      value = fiber_resume(fiber, value, &state);
    }
    assert(state == FIBER_YIELD);
    fiber_free(fiber);
    fiber_resume(fiber, NULL, &state);
    assert(state == FIBER_ERROR);
  }
  assert(__builtin_wasm_memory_size(0) == pages);
  return 0;
}
