// A function that is on the resumer's stack may free fibers that have something
// to unwind. It isn't taken off the stack meanwhile, so that it has no forms,
// which would be on the fiber's own.
// RUN: %check-program --tiers=frames,native --exceptions %s | FileCheck %s
// RUN: %clangxx -O2 -Wl,--lower-fibers=report:text %s -o %t.wasm | FileCheck %s --check-prefix=REPORT
// REPORT:     entry 'run(void*)': frames
// REPORT-NOT: 'end(fiber*)'
// REPORT:     {{^}}shadow stack of a fiber:
#include <cstdio>
#include <cstring>
#include <fiber.h>

static int freed;

// Needs more than a fiber has.
__attribute__((noinline)) static void end(fiber_t fiber) {
  char text[20000];
  std::memset(text, 'x', sizeof text);
  asm volatile("" : : "r"(text) : "memory");
  fiber_free(fiber);
  freed += text[sizeof text - 1] == 'x';
}
FIBER_ON_RESUMERS_STACK(end);

struct Owner {
  fiber_t fiber = nullptr;
  ~Owner() {
    if (fiber) {
      end(fiber);
    }
  }
};

static void* run(void* argument) {
  int rest = *static_cast<int*>(argument) - 1;
  Owner owner;
  if (rest > 0) {
    owner.fiber = fiber_alloc(run);
    fiber_resume(owner.fiber, &rest, nullptr);
  }
  fiber_yield(nullptr);
  return nullptr;
}

int main() {
  int fibers = 3;
  fiber_t fiber = fiber_alloc(run);
  fiber_resume(fiber, &fibers, nullptr);
  fiber_free(fiber);
  // CHECK: 2 freed
  std::printf("%d freed\n", freed);
}
