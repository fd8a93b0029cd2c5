// Yields in a handler that the C++ library calls, when there is no memory.
#include <cstddef>
#include <fiber.h>
#include <new>

static void* entry(void* size) {
  std::set_new_handler([] { fiber_yield(nullptr); });
  return ::operator new((size_t)size);
}

int main() { fiber_resume(fiber_alloc(entry), (void*)0xf0000000, nullptr); }
