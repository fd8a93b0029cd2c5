// More exceptions than an engine keeps without collecting garbage, while fibers
// are suspended.
// Only the native tier has exceptions caught, and destructors run, in a fiber.
// RUN: %check-program --tiers=auto,native %s
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
