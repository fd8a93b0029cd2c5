// longjmp in the destructors that fiber_free runs. The freed fiber runs then: within it, and out
// of a fiber that a destructor resumes, jumps arrive. From a fiber, as from main.
//
// Natively, no fiber's stack may be left so. Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions %s > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
// RUN: %check-program --tiers=frames,native --wasm-only --exceptions --cc-arg=-O0 %s > %t.O0.txt
// RUN: cmp %t.txt %t.O0.txt
#include <csetjmp>
#include <cstdio>
#include <fiber.h>

static void* jump(void* target) {
  std::longjmp(*static_cast<std::jmp_buf*>(target), 7);
}

// These have no objects with destructors, as functions with setjmp shouldn't.
static int jump_within() {
  std::jmp_buf here;
  int value = setjmp(here);
  if (value == 0)
    jump(&here);
  return value;
}

static int jump_out_of_fiber() {
  std::jmp_buf here;
  fiber_t volatile jumper = nullptr;
  int value = setjmp(here);
  if (value == 0) {
    jumper = fiber_alloc(jump);
    fiber_resume(jumper, &here, nullptr);
  }
  fiber_free(jumper);
  return value;
}

struct Jumps {
  const char* name;
  ~Jumps() {
    std::printf("%s: %d, %d\n", name, jump_within(), jump_out_of_fiber());
  }
};

static void* wait(void* argument) {
  Jumps outer{"outer"};
  Jumps inner{"inner"};
  fiber_yield(argument);
  return argument;
}

static void* make_and_free(void* argument) {
  fiber_t fiber = fiber_alloc(wait);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
  std::puts("freed");
  return argument;
}

int main() {
  make_and_free(nullptr);
  fiber_t fiber = fiber_alloc(make_and_free);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
}

// CHECK:      inner: 7, 7
// CHECK-NEXT: outer: 7, 7
// CHECK-NEXT: freed
// CHECK-NEXT: inner: 7, 7
// CHECK-NEXT: outer: 7, 7
// CHECK-NEXT: freed
// CHECK-NOT:  {{.}}
