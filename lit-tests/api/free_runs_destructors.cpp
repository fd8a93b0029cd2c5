// Freeing a suspended fiber runs the destructors of all its frames, innermost
// first. A destructor may throw and catch, and resume other fibers.
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s | FileCheck %s
// RUN: %check-program --tiers=frames,native --exceptions --cc-arg=-O0 --cc-arg=-g %s | FileCheck %s
#include <cstdio>
#include <fiber.h>

namespace {

void* count(void*) {
  for (int i = 1;; i++) {
    fiber_yield(&i);
  }
}

struct Says {
  const char* name;
  ~Says() { std::printf("destroys %s\n", name); }
};

struct Throws {
  ~Throws() {
    try {
      throw 42;
    } catch (int value) {
      std::printf("catches %d\n", value);
    }
  }
};

struct Resumes {
  fiber_t counter;
  ~Resumes() {
    int* value = static_cast<int*>(fiber_resume(counter, nullptr, nullptr));
    std::printf("counts %d\n", *value);
  }
};

void inner() {
  Says says{"the innermost"};
  Throws throws;
  fiber_yield(nullptr);
  std::puts("goes on");
}

void* entry(void* counter) {
  Says says{"the outermost"};
  Resumes resumes{static_cast<fiber_t>(counter)};
  inner();
  std::puts("goes on");
  return nullptr;
}

} // namespace

int main() {
  fiber_t counter = fiber_alloc(count);
  for (int i = 0; i < 2; i++) {
    fiber_t fiber = fiber_alloc(entry);
    fiber_resume(fiber, counter, nullptr);
    std::puts("free");
    fiber_free(fiber);
  }
  fiber_free(counter);
  std::puts("end");
}

// CHECK:      free
// CHECK-NEXT: catches 42
// CHECK-NEXT: destroys the innermost
// CHECK-NEXT: counts 1
// CHECK-NEXT: destroys the outermost
// CHECK-NEXT: free
// CHECK-NEXT: catches 42
// CHECK-NEXT: destroys the innermost
// CHECK-NEXT: counts 2
// CHECK-NEXT: destroys the outermost
// CHECK-NEXT: end
