// If there is a list of functions that may yield, and one that isn't on it comes to, that is
// an error in each tier. It names the function that is nearest to the yield, of those that
// aren't on the list, and by whichever way it calls. Outside any fiber, that is the error.
// RUN: %check-program --wasm-only --status=134 %s \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield-callers:no \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:entry \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:le*f 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 %s \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield-callers:no \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:entry \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:le*f -- pointer 2>&1 | FileCheck %s --check-prefix=POINTER
// RUN: %check-program --wasm-only --status=134 %s \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield-callers:no \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:entry \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:le*f -- off any fiber 2>&1 | FileCheck %s --check-prefix=OUTSIDE
//
// CHECK-COUNT-9: fiber_yield: called in 'directly', which isn't among the functions that may yield; add it to may-yield
// CHECK: first
// CHECK-NOT: second
// POINTER-COUNT-9: fiber_yield: called in 'by_pointer', which isn't
// OUTSIDE-COUNT-9: fiber_yield: called outside any fiber
//
// With the list that the messages lead to, all is well.
// RUN: %check-program --wasm-only %s \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield-callers:no \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:entry \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:le*f \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:directly \
// RUN:   --cc-arg=-Wl,--lower-fibers=may-yield:outer | FileCheck %s --check-prefix=WELL
// WELL: first
// WELL: second
#include <fiber.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

NOINLINE static void* leaf(void* value) { return fiber_yield(value); }

static void* (*volatile pointer)(void*) = leaf;

NOINLINE static void* directly(void* value) {
  return (char*)leaf(value) + 1;
}

NOINLINE static void* by_pointer(void* value) {
  return (char*)pointer(value) + 1;
}

NOINLINE static void* outer(void* value, int indirect) {
  value = indirect ? by_pointer(value) : directly(value);
  return (char*)value + 1;
}

static void* entry(void* indirect) {
  fiber_yield("first");
  outer("second", indirect != NULL);
  return NULL;
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc > 2) {
    outer("outside", 0);
  }
  fiber_t fiber = fiber_alloc(entry);
  const char* text;
  while ((text = fiber_resume(fiber, argc > 1 ? fiber : NULL, NULL))) {
    puts(text);
    fflush(stdout);
  }
  return 0;
}
