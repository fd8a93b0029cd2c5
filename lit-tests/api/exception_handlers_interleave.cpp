// Fibers that yield in a handler each keep the exception that they handle,
// whichever of them leaves its handler first.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
#include <cassert>
#include <exception>
#include <fiber.h>

static void* entry(void* argument) {
  try {
    throw argument;
  } catch (void* caught) {
    assert(caught == argument);
    fiber_yield(nullptr);
    try {
      throw;
    } catch (void* again) {
      assert(again == argument);
    }
    fiber_yield(nullptr);
  }
  assert(!std::current_exception());
  return nullptr;
}

int main() {
  fiber_t a = fiber_alloc(entry);
  fiber_t b = fiber_alloc(entry);
  for (int i = 0; i < 3; i++) {
    fiber_resume(a, &a, nullptr);
    fiber_resume(b, &b, nullptr);
    // What a fiber handles is no business of its resumer.
    assert(!std::current_exception());
  }
  fiber_free(a);
  fiber_free(b);
}
