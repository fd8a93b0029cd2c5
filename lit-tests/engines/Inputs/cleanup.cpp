// Yields in a cleanup, while its fiber is freed.
#include <fiber.h>

struct Yields {
  ~Yields() { fiber_yield(nullptr); }
};

static void* entry(void*) {
  Yields yields;
  return fiber_yield(nullptr);
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
}
