// More exceptions than an engine keeps without collecting garbage, while fibers
// are suspended.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
#include <fiber.h>
#include <stdio.h>

static void* entry(void* argument) {
  int caught = 0;
  for (int i = 0; i < 10000; i++) {
    try {
      throw i;
    } catch (int) {
      caught++;
    }
    fiber_yield(argument);
  }
  printf("%d\n", caught);
  return nullptr;
}

int main() {
  fiber_t fibers[4];
  for (fiber_t& fiber : fibers) {
    fiber = fiber_alloc(entry);
  }
  for (int i = 0; i <= 10000; i++) {
    for (fiber_t fiber : fibers) {
      fiber_resume(fiber, nullptr, nullptr);
    }
  }
  for (fiber_t fiber : fibers) {
    fiber_free(fiber);
  }
}
