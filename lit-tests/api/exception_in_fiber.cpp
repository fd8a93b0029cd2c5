// A fiber catches what it throws, with yields in the try block, between the
// throw and the handler's frame, and in the handler.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
// RUN: %check-program --tiers=frames,native --exceptions --cc-arg=-O0 --cc-arg=-g %s
#include <cassert>
#include <cstring>
#include <fiber.h>
#include <stdexcept>

static int destroyed;

struct Counts {
  ~Counts() { destroyed++; }
};

static void fail(int depth) {
  Counts counts;
  if (depth == 0) {
    fiber_yield(nullptr);
    throw std::runtime_error("deep");
  }
  fail(depth - 1);
}

static void* entry(void*) {
  for (int i = 1; i <= 3; i++) {
    try {
      fail(100);
      assert(!"returned");
    } catch (const std::logic_error&) {
      assert(!"caught by the wrong handler");
    } catch (const std::exception& error) {
      fiber_yield(nullptr);
      assert(std::strcmp(error.what(), "deep") == 0);
    }
    assert(destroyed == 101 * i);
  }
  return nullptr;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result;
  for (int i = 0; i < 6; i++) {
    fiber_resume(fiber, nullptr, &result);
    assert(result == FIBER_YIELD);
  }
  fiber_resume(fiber, nullptr, &result);
  assert(result == FIBER_OK);
  fiber_free(fiber);
}
