// A program with a fiber that throws. What it writes:
//      CHECK: fiber
// CHECK-NEXT: main
// CHECK-NEXT: cleanup
// CHECK-NEXT: caught it
//  CHECK-NOT: {{.}}
#include <fiber.h>
#include <iostream>
#include <stdexcept>

struct Cleanup {
  ~Cleanup() { std::cout << "cleanup\n"; }
};

static void* entry(void*) {
  Cleanup cleanup;
  std::cout << "fiber\n";
  fiber_yield(nullptr);
  throw std::runtime_error("it");
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, nullptr, nullptr);
  std::cout << "main\n";
  try {
    fiber_resume(fiber, nullptr, nullptr);
  } catch (const std::runtime_error& error) {
    std::cout << "caught " << error.what() << "\n";
  }
  fiber_free(fiber);
}
