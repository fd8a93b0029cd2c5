// A recursion goes through many functions with large activations, of which one
// counts what the others take of the engine's stack. Another way round doesn't
// pass all of them.
// RUN: %check-program --tiers=frames --wasm-only --cc-arg=-Wl,--lower-fibers=inline:no %s
#include <assert.h>
#include <fiber.h>
#include <stdint.h>

enum { Depth = 50000 };

static uint64_t turn(uint32_t depth, uint64_t sum);

static uint64_t yield_at(uint32_t depth, uint64_t sum) {
  if (depth % 20000 == 0) {
    sum += (uintptr_t)fiber_yield((void*)(uintptr_t)depth);
  }
  return sum;
}

// Much is live across the call, and none of it can be computed again.
#define STEP(name, next)                                                       \
  __attribute__((noinline)) static uint64_t name(uint32_t depth,               \
                                                 uint64_t sum) {               \
    uint64_t a = yield_at(depth, sum) * 3, b = yield_at(depth + 1, a) ^ 5;     \
    uint64_t c = yield_at(depth + 2, b) * 7, d = yield_at(depth + 3, c) ^ 9;   \
    uint64_t e = yield_at(depth + 4, d) * 2, f = yield_at(depth + 5, e) ^ 4;   \
    return next(depth, f) + a * b + c * d + e * f;                             \
  }

STEP(step24, turn)
STEP(step23, step24)
STEP(step22, step23)
STEP(step21, step22)
STEP(step20, step21)
STEP(step19, step20)
STEP(step18, step19)
STEP(step17, step18)
STEP(step16, step17)
STEP(step15, step16)
STEP(step14, step15)
STEP(step13, step14)
STEP(step12, step13)
STEP(step11, step12)
STEP(step10, step11)
STEP(step9, step10)
STEP(step8, step9)
STEP(step7, step8)
STEP(step6, step7)
STEP(step5, step6)
STEP(step4, step5)
STEP(step3, step4)
STEP(step2, step3)
STEP(step1, step2)

__attribute__((noinline)) static uint64_t turn(uint32_t depth, uint64_t sum) {
  if (depth == 0) {
    return sum;
  }
  uint64_t below =
    depth % 3 ? step1(depth - 1, sum ^ depth) : step20(depth - 1, sum + depth);
  return below * 31 + depth;
}

static void* entry(void* depth) {
  static uint64_t sum;
  sum = turn((uint32_t)(uintptr_t)depth, 1);
  return &sum;
}

static uint64_t run(void) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result;
  void* value = fiber_resume(fiber, (void*)(uintptr_t)Depth, &result);
  while (result == FIBER_YIELD) {
    value = fiber_resume(fiber, value, &result);
  }
  assert(result == FIBER_OK);
  uint64_t sum = *(uint64_t*)value;
  fiber_free(fiber);
  return sum;
}

int main(void) {
  assert(run() == run());
  return 0;
}
