// So does one in the last of 10,000 fibers that own each other, where those that
// free it wait in memory.
// RUN: %check-program --tiers=frames --exceptions --wasm-only --status=134 %s 2>&1 | FileCheck %s
#include <fiber.h>

static int rest = 10000;

struct Owner {
  fiber_t fiber = nullptr;
  ~Owner() {
    if (fiber) {
      fiber_free(fiber);
    } else {
      fiber_yield(nullptr);
    }
  }
};

static void* entry(void*) {
  Owner owner;
  if (--rest > 0) {
    owner.fiber = fiber_alloc(entry);
    fiber_resume(owner.fiber, nullptr, nullptr);
  }
  fiber_yield(nullptr);
  return nullptr;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
}

// CHECK:      check-program: frames tier on wasmtime
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK:      check-program: frames tier on deno
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
