// No handler stops the unwinding of a fiber that is freed, not even catch
// (...), since it is no exception of C++.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions --wasm-only %s
#include <cassert>
#include <fiber.h>

static int caught;
static int destroyed;

struct Counts {
  ~Counts() { destroyed++; }
};

static void* entry(void*) {
  for (;;) {
    try {
      Counts counts;
      fiber_yield(nullptr);
    } catch (...) {
      caught++;
    }
  }
}

int main() {
  for (int i = 1; i <= 3; i++) {
    fiber_t fiber = fiber_alloc(entry);
    fiber_resume(fiber, nullptr, nullptr);
    fiber_free(fiber);
    assert(destroyed == i);
  }
  assert(caught == 0);
}
