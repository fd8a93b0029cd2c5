// A destructor that yields while its fiber is freed ends the program with a
// message.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions --status=134 %s 2>&1 | FileCheck %s
#include <fiber.h>

struct Yields {
  ~Yields() { fiber_yield(nullptr); }
};

static void* entry(void*) {
  Yields yields;
  fiber_yield(nullptr);
  return nullptr;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
}

// CHECK:      check-program: native code
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK:      check-program: native tier on deno
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
