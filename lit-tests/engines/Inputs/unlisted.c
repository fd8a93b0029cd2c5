// A function yields that the option may-yield doesn't name.
#include <fiber.h>
#include <stdio.h>

__attribute__((noinline)) static void helper(void* value) {
  fiber_yield(value);
}

static void* entry(void* value) {
  helper(value);
  return value;
}

int main(void) {
  puts("yields");
  fiber_resume(fiber_alloc(entry), 0, 0);
}
