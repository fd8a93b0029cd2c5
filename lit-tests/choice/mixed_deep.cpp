// A native fiber resumes one with frames that goes 1,000,000 calls deep, and
// 1,000 fibers, native ones and frames in turns, pull from each other. The
// whole chain is freed halfway, from the outside in and from the inside out.
// Asyncify has no exceptions, and native code no such depth.
// RUN: %check-program --tiers=auto --wasm-only %s
#include "Inputs/other_table.h"
#include <cassert>
#include <cstdint>
#include <fiber.h>

static void* to_pointer(uintptr_t value) {
  return reinterpret_cast<void*>(value);
}

static uintptr_t descend(uintptr_t depth, uintptr_t sum) {
  if (depth % 100000 == 0) {
    fiber_yield(to_pointer(depth));
  }
  if (depth > 0) {
    sum += descend(depth - 1, sum ^ depth) & 3;
  }
  return sum;
}

static void* run_deep(void* depth) {
  return to_pointer(descend(reinterpret_cast<uintptr_t>(depth), 0) & 0xffff);
}

static void* pull(void* depth) {
  fiber_t fiber = fiber_alloc(run_deep);
  fiber_result_t state;
  int yields = 0;
  try {
    do {
      void* value = fiber_resume(fiber, depth, &state);
      if (state == FIBER_YIELD) {
        fiber_yield(value);
        yields++;
      }
    } while (state == FIBER_YIELD);
    throw yields;
  } catch (int thrown) {
    fiber_free(fiber);
    return to_pointer(thrown);
  }
}

static void* catching(void* depth) { CALL_BESIDE_OTHER_TABLE(pull, depth); }

constexpr uintptr_t Levels = 1000;
static fiber_t fibers[Levels];

static void* pull_frames(void* argument) {
  auto level = reinterpret_cast<uintptr_t>(argument);
  for (;;) {
    void* value = to_pointer(level);
    if (level + 1 < Levels) {
      value = fiber_resume(fibers[level + 1], to_pointer(level + 1), nullptr);
    }
    assert(fiber_yield(value) == argument);
  }
}

static void* pull_native(void* argument) {
  CALL_BESIDE_OTHER_TABLE(pull_frames, argument);
}

static void check_chain(bool outside_in) {
  for (uintptr_t i = 0; i < Levels; i++) {
    fibers[i] = fiber_alloc(i % 2 ? pull_native : pull_frames);
    assert(fibers[i]);
  }
  for (int i = 0; i < 3; i++) {
    fiber_result_t state;
    void* value = fiber_resume(fibers[0], nullptr, &state);
    assert(state == FIBER_YIELD && value == to_pointer(Levels - 1));
  }
  for (uintptr_t i = 0; i < Levels; i++) {
    fiber_free(fibers[outside_in ? i : Levels - 1 - i]);
  }
}

int main() {
  constexpr uintptr_t Depth = 1000000;
  fiber_t fiber = fiber_alloc(catching);
  fiber_result_t state;
  void* value = fiber_resume(fiber, to_pointer(Depth), &state);
  for (uintptr_t i = 0; state == FIBER_YIELD; i++) {
    assert(value == to_pointer(Depth - i * 100000));
    value = fiber_resume(fiber, to_pointer(Depth), &state);
  }
  assert(state == FIBER_OK && value == to_pointer(11));
  fiber_free(fiber);

  check_chain(true);
  check_chain(false);
}
