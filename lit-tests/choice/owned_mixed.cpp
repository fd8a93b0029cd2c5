// 10,000 fibers of two tiers, in turns, own each other. Freed from the
// outermost, the native ones run on stacks of their own, and frames make room
// on those.
//
// Asyncify has no exceptions, and native code no such depth.
// RUN: %check-program --tiers=auto --wasm-only %s | FileCheck %s
#include "Inputs/other_table.h"
#include <cstdio>
#include <fiber.h>
#include <initializer_list>

static int gone;

static void* run_frames(void* rest);
static void* run_native(void* rest);

struct Owner {
  fiber_t fiber = nullptr;
  ~Owner() {
    fiber_free(fiber);
    gone++;
  }
};

static void* run(void* argument) {
  int rest = *static_cast<int*>(argument) - 1;
  Owner owner;
  if (rest > 0) {
    owner.fiber = fiber_sized_alloc(rest % 2 ? run_native : run_frames, 1024);
    fiber_resume(owner.fiber, &rest, nullptr);
  }
  fiber_yield(nullptr);
  return nullptr;
}

static void* run_frames(void* rest) { return run(rest); }
static void* run_native(void* rest) { CALL_BESIDE_OTHER_TABLE(run, rest); }

int main() {
  for (auto* entry : {run_frames, run_native}) {
    int fibers = 10000;
    fiber_t fiber = fiber_alloc(entry);
    fiber_resume(fiber, &fibers, nullptr);
    fiber_free(fiber);
    // CHECK:      10000 gone
    // CHECK-NEXT: 20000 gone
    std::printf("%d gone\n", gone);
  }
}
