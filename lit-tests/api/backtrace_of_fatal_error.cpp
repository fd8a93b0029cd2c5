// In a program that has backtraces, an error that ends it says which functions wait in the
// fiber: here, the destructor that has yielded while its fiber was freed.
// RUN: %check-program --tiers=frames,native --exceptions --status=134 %s 2>&1 | filecheck %s

// CHECK:      check-program: native code
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK-NEXT: {{^}}  in Yields::~Yields(){{$}}
// CHECK-NEXT: {{^}}  in works(int){{$}}
// CHECK-NEXT: {{^}}  in entry(void*){{$}}
// CHECK:      check-program: frames tier on wasmtime
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK-NEXT: {{^}}  in Yields::~Yields(){{$}}
// CHECK-NEXT: {{^}}  in works(int){{$}}
// CHECK-NEXT: {{^}}  in entry(void*){{$}}
// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield
// CHECK-NEXT: {{^}}  in Yields::~Yields(){{$}}
// CHECK-NEXT: {{^}}  in entry(void*){{$}}
#include <fiber.h>

struct Yields {
  __attribute__((noinline)) ~Yields() { fiber_yield(nullptr); }
};

__attribute__((noinline)) int works(int value) {
  Yields yields;
  fiber_yield(nullptr);
  return value + 1;
}

void *entry(void *argument) {
  *(int *)argument = works(*(int *)argument) * 2;
  return argument;
}

static void ignore(const fiber_frame_t *, void *) {}

int main() {
  int value = 1;
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, &value, nullptr);
  fiber_backtrace(fiber, ignore, nullptr);
  fiber_free(fiber);
}
