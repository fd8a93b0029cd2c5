// A yield outside any fiber is an error in a function, too, whose ordinary form
// is an adapter around its call form; and in one that is called by a function
// that is said never to yield.
//
// RUN: %check-program --tiers=frames --wasm-only --status=134 %s \
// RUN:   2>&1 | FileCheck %s
// RUN: %check-program --tiers=frames --wasm-only --status=134 %s \
// RUN:   -- unyielding 2>&1 | FileCheck %s --check-prefix=UNYIELDING
//
// CHECK-COUNT-6: fiber_yield: called outside any fiber
// UNYIELDING-COUNT-6: 'quiet'
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

__attribute__((noinline)) static uint32_t mix(uint32_t sum, int count) {
  for (int i = 0; i < count; i++) {
    sum = sum * 31 + (uint32_t)i;
    if (sum % 8 == 3) {
      sum += (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)sum);
    } else if (sum % 8 == 4) {
      sum ^= sum >> 3;
    }
  }
  return sum;
}

__attribute__((noinline)) static uint32_t quiet(uint32_t sum) {
  return mix(sum, 100) + 1;
}
FIBER_NEVER_YIELDS(quiet);

static void* entry(void* first) {
  return (void*)(uintptr_t)quiet(mix((uint32_t)(uintptr_t)first, 1));
}

int main(int argc, char** argv) {
  (void)argv;
  if (argc == 1) {
    printf("%u\n", mix(1, 100));
    return 0;
  }
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result;
  void* value = fiber_resume(fiber, NULL, &result);
  while (result == FIBER_YIELD) {
    value = fiber_resume(fiber, NULL, &result);
  }
  printf("%u\n", (unsigned)(uintptr_t)value);
  return 0;
}
