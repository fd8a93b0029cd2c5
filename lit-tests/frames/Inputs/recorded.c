// A program that yields in the middle of many calls, and in one of two ways.
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>

#define NOINLINE __attribute__((noinline))

typedef uint32_t (*operation)(uint32_t);

NOINLINE static uint32_t yields(uint32_t sum) {
  return sum + (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)sum);
}
NOINLINE static uint32_t adds(uint32_t sum) { return sum + 17; }
static volatile operation operations[] = {adds, yields};

// Calls as its last step.
NOINLINE static uint32_t passes_on(uint32_t sum) {
  return operations[sum % 2](sum * 3);
}

// By their types, all of these may yield.
#define QUIET(name, number)                                                    \
  NOINLINE static uint32_t name(uint32_t sum) {                                \
    uint32_t a = operations[0](sum), b = operations[0](a ^ number);            \
    for (int i = 0; i < number; i++) {                                         \
      a = a * 31 + operations[0](b);                                           \
      b = b * 7 + operations[0](a);                                            \
    }                                                                          \
    return a ^ b;                                                              \
  }
QUIET(quiet_one, 1)
QUIET(quiet_two, 2)
QUIET(quiet_three, 3)
QUIET(quiet_four, 4)
QUIET(quiet_five, 5)

NOINLINE static uint32_t recurses(uint32_t depth, uint32_t sum) {
  if (depth == 0)
    return passes_on(sum);
  return quiet_one(quiet_two(sum)) + recurses(depth - 1, sum ^ depth) * 5;
}

NOINLINE static uint32_t other_way(uint32_t sum) {
  return operations[1](sum) + quiet_five(sum);
}

static void* entry(void* argument) {
  uint32_t sum = 1, way = (uint32_t)(uintptr_t)argument;
  for (uint32_t i = 0; i < 9; i++) {
    sum += recurses(i, sum) + quiet_three(sum) * quiet_four(i);
    if (way)
      sum += other_way(sum);
  }
  return (void*)(uintptr_t)sum;
}

// Ends while a fiber is suspended, after it has run another one to its end.
int main(int argc, char** argv) {
  (void)argv;
  for (int yields = 3; yields < 1000; yields += 997 - 3) {
    fiber_result_t result = FIBER_YIELD;
    fiber_t fiber = fiber_alloc(entry);
    uint32_t value = (uint32_t)(argc - 1);
    for (int i = 0; result == FIBER_YIELD && i < 1000 - yields; i++) {
      value = (uint32_t)(uintptr_t)fiber_resume(
        fiber, (void*)(uintptr_t)value, &result);
      printf("%u\n", value);
    }
  }
}
