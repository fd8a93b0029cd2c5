"""Writes a C program that keeps 1,000 values across its first yield, and one less across
each that follows: for the saves of a body, no two points have the same."""

COUNT = 1000

print("""#include <fiber.h>
#include <stdint.h>
static unsigned seed = 1;
__attribute__((noinline)) static unsigned next(void) { return seed = seed * 31 + 7; }
__attribute__((noinline)) static unsigned yield(unsigned value) {
  return (unsigned)(uintptr_t)fiber_yield((void*)(uintptr_t)value);
}
static void* entry(void* argument) {
  unsigned x = (unsigned)(uintptr_t)argument;""")
for number in range(COUNT):
    print(f"  unsigned v{number} = next();")
for number in range(COUNT):
    print(f"  x = yield(x * v{number});")
print("""  return (void*)(uintptr_t)x;
}
int main(void) {
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(entry);
  do {
    fiber_resume(fiber, (void*)7, &result);
  } while (result == FIBER_YIELD);
  return 0;
}""")
