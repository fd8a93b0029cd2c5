// A program without a C library. run() gives 42.
#include <fiber.h>

static void* entry(void* arg) {
  return (char*)fiber_yield((char*)arg + 1) + 20;
}

int run(void) {
  fiber_t fiber = fiber_alloc(entry);
  void* result = fiber_resume(fiber, (void*)20, 0);
  return (int)fiber_resume(fiber, (char*)result + 1, 0);
}
