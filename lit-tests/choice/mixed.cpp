// One program has fibers of two tiers: `catching` may call by a reference of the
// host's, which only native fibers do, and the others are frames. They resume
// each other, at any depth, and free each other halfway.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=auto,native %s
//
// Both tiers are there: a table of continuations, and one of call forms.
// RUN: %clangxx -O2 %s -o %t.wasm
// RUN: wasm-opt %t.wasm -all -S -o - | FileCheck %s
// CHECK:      (table $0 [[SIZE:[0-9]+]] [[SIZE]] funcref)
// CHECK-NEXT: (table $1 0 funcref)
// CHECK-NEXT: (table $2 1 (ref null
// CHECK-NEXT: (table $3 [[SIZE]] [[SIZE]] funcref)
// CHECK:      (cont.new
#include "Inputs/other_table.h"
#include <cassert>
#include <cstdint>
#include <fiber.h>

static void* to_pointer(uintptr_t value) {
  return reinterpret_cast<void*>(value);
}

static uintptr_t
resume(fiber_t fiber, uintptr_t value, fiber_result_t expected = FIBER_YIELD) {
  fiber_result_t state;
  auto* given = fiber_resume(fiber, to_pointer(value), &state);
  assert(state == expected);
  return reinterpret_cast<uintptr_t>(given);
}

static void check_stale(fiber_t fiber) {
  assert(resume(fiber, 0, FIBER_ERROR) == 0);
  fiber_free(fiber);
}

// 1, 2, 3 and so on, up to the first argument.
static void* count_to(void* limit) {
  for (uintptr_t i = 1; i <= reinterpret_cast<uintptr_t>(limit); i++) {
    fiber_yield(to_pointer(i));
  }
  return nullptr;
}

static int destroyed;

struct Owner {
  fiber_t fiber;
  ~Owner() {
    fiber_free(fiber);
    check_stale(fiber);
    destroyed++;
  }
};

// Passes on what count_to gives; what it is resumed with is thrown here.
static void* catch_sent(void* limit) {
  Owner owner{fiber_alloc(count_to)};
  uintptr_t thrown = 0;
  for (uintptr_t i = 1; i <= reinterpret_cast<uintptr_t>(limit); i++) {
    try {
      uintptr_t value = resume(owner.fiber, reinterpret_cast<uintptr_t>(limit));
      assert(value == i);
      auto* sent = fiber_yield(to_pointer(value));
      if (sent) {
        throw reinterpret_cast<uintptr_t>(sent);
      }
    } catch (uintptr_t value) {
      thrown += value;
      fiber_yield(to_pointer(thrown + 1000));
    }
  }
  return to_pointer(thrown);
}

static void* catching(void* limit) { CALL_BESIDE_OTHER_TABLE(catch_sent, limit); }

// Pulls from a fiber with a handler, at the bottom of a recursion: frames
// that make room of the engine's stack resume a native fiber then.
static uintptr_t descend(uintptr_t depth, fiber_t source) {
  uintptr_t sum = 0;
  if (depth > 0) {
    sum = descend(depth - 1, source) + 1;
  } else {
    for (uintptr_t i = 1; i <= 3; i++) {
      uintptr_t value = resume(source, i == 1 ? 3 : 0);
      assert(value == i);
      fiber_yield(to_pointer(value));
    }
  }
  if (depth % 1000 == 999) {
    fiber_yield(to_pointer(depth));
  }
  return sum;
}

static void* pull_deep(void* depth) {
  fiber_t source = fiber_alloc(catching);
  uintptr_t sum = descend(reinterpret_cast<uintptr_t>(depth), source);
  assert(resume(source, 0, FIBER_OK) == 0);
  fiber_free(source);
  check_stale(source);
  return to_pointer(sum);
}

static void check_pull_deep(uintptr_t depth) {
  fiber_t fiber = fiber_alloc(pull_deep);
  for (uintptr_t i = 1; i <= 3; i++) {
    assert(resume(fiber, depth) == i);
  }
  for (uintptr_t at = 999; at <= depth; at += 1000) {
    assert(resume(fiber, 0) == at);
  }
  assert(resume(fiber, 0, FIBER_OK) == depth);
  fiber_free(fiber);
}

// Frees the fiber that has pulled from it, and the other way round.
static void check_free_halfway() {
  destroyed = 0;
  fiber_t native = fiber_alloc(catching);
  assert(resume(native, 5) == 1);
  assert(resume(native, 30) == 1030);
  assert(resume(native, 0) == 2);
  fiber_free(native);
  assert(destroyed == 1);
  check_stale(native);

  static fiber_t source;
  source = fiber_alloc(catching);
  fiber_t frames = fiber_alloc([](void*) -> void* {
    resume(source, 9);
    fiber_yield(nullptr);
    resume(source, 0);
    fiber_yield(nullptr);
    return nullptr;
  });
  resume(frames, 0);
  resume(frames, 0);
  fiber_free(frames);
  check_stale(frames);
  // What it has resumed is not its own, and goes on.
  assert(resume(source, 0) == 3);
  fiber_free(source);
  assert(destroyed == 2);
}

// Handles of both kinds are freed and used again in turns; none comes back.
static void check_handles() {
  constexpr int Rounds = 200;
  constexpr int Alive = 20;
  fiber_t fibers[Alive] = {};
  fiber_t stale[Alive] = {};
  for (int i = 0; i < Rounds * Alive; i++) {
    int at = (i * 7) % Alive;
    if (fibers[at]) {
      fiber_free(fibers[at]);
      stale[at] = fibers[at];
    }
    fibers[at] = fiber_alloc((i / 3) % 2 ? count_to : catching);
    assert(fibers[at]);
    assert(resume(fibers[at], 4) == 1);
    for (fiber_t fiber : stale) {
      check_stale(fiber);
    }
    for (int other = 0; other < at; other++) {
      assert(fibers[other] != fibers[at]);
    }
  }
  for (fiber_t fiber : fibers) {
    assert(resume(fiber, 0) == 2);
    fiber_free(fiber);
  }
}

int main() {
  check_pull_deep(0);
  check_pull_deep(10);
  check_pull_deep(1500);
  check_free_halfway();
  check_handles();
}
