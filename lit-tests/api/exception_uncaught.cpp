// Exceptions that are on their way are counted for each fiber, and one that
// leaves a fiber's entry goes on in its resumer.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
#include <cassert>
#include <exception>
#include <fiber.h>

// Yields while it is destroyed.
struct Yielding {
  int expected;
  ~Yielding() {
    assert(std::uncaught_exceptions() == expected);
    fiber_yield(nullptr);
    assert(std::uncaught_exceptions() == expected);
  }
};

static void* throwOut(void* argument) {
  Yielding yielding{1};
  throw argument;
}

static void* returnNormally(void*) {
  Yielding yielding{0};
  return nullptr;
}

// Resumes a fiber to its end while it is destroyed.
struct Resuming {
  ~Resuming() {
    fiber_t fiber = fiber_alloc(returnNormally);
    fiber_resume(fiber, nullptr, nullptr);
    assert(std::uncaught_exceptions() == 1);
    fiber_resume(fiber, nullptr, nullptr);
    assert(std::uncaught_exceptions() == 1);
    fiber_free(fiber);
  }
};

int main() {
  for (int i = 0; i < 3; i++) {
    fiber_t fiber = fiber_alloc(throwOut);
    fiber_resume(fiber, &i, nullptr);
    assert(std::uncaught_exceptions() == 0);
    try {
      Resuming resuming;
      fiber_resume(fiber, nullptr, nullptr);
      assert(false);
    } catch (void* caught) {
      assert(caught == &i);
      assert(std::uncaught_exceptions() == 0);
    }
    assert(!std::current_exception());
    fiber_free(fiber);
  }
}
