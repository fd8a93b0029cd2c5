// A fiber that owns another frees it in a destructor, while it is itself freed.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s
#include <cassert>
#include <fiber.h>

static int destroyed;

struct Owner {
  fiber_t fiber;
  ~Owner() {
    fiber_free(fiber);
    destroyed++;
  }
};

// Each fiber owns the next, as many as the argument says.
static void* entry(void* argument) {
  int* rest = static_cast<int*>(argument);
  Owner owner{nullptr};
  if (--*rest > 0) {
    owner.fiber = fiber_alloc(entry);
    fiber_resume(owner.fiber, rest, nullptr);
  }
  fiber_yield(nullptr);
  return nullptr;
}

int main() {
  int rest = 100;
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, &rest, nullptr);
  assert(destroyed == 0);
  fiber_free(fiber);
  assert(destroyed == 100);
}
