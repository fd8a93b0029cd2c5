// An exception that leaves the entry comes out of fiber_resume, before the
// first yield or after it, and the fiber is finished.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
// RUN: %check-program --tiers=frames,native --exceptions --cc-arg=-O0 --cc-arg=-g %s
#include <cassert>
#include <fiber.h>
#include <string>

static int destroyed;

struct Counts {
  ~Counts() { destroyed++; }
};

static void* entry(void* yields) {
  Counts counts;
  for (int i = 0; i < *static_cast<int*>(yields); i++) {
    fiber_yield(nullptr);
  }
  throw std::string("an exception of the fiber");
}

int main() {
  // More often than there are fibers: each gives its place back.
  for (int i = 0; i < 30000; i++) {
    int yields = i % 3;
    fiber_result_t result = FIBER_ERROR;
    fiber_t fiber = fiber_alloc(entry);
    assert(fiber);
    for (int yield = 0; yield < yields; yield++) {
      fiber_resume(fiber, &yields, &result);
      assert(result == FIBER_YIELD);
    }
    bool caught = false;
    try {
      fiber_resume(fiber, &yields, &result);
    } catch (const std::string& error) {
      caught = error == "an exception of the fiber";
    }
    assert(caught && result == FIBER_OK);
    assert(destroyed == i + 1);
    assert(fiber_resume(fiber, &yields, &result) == nullptr);
    assert(result == FIBER_ERROR);
    fiber_free(fiber);
  }
}
