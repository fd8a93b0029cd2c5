// The program's own malloc and free make, run and free fibers: wherever the runtime
// calls them, it has left everything in order, and finds what has changed. In a fiber
// that yields, that is while its functions are saved.
// RUN: %check-program --wasm-only --cc-arg=-O0 %s
// RUN: %check-program --wasm-only %s
// Natively, fibers don't use this malloc.
#include <assert.h>
#include <fiber.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

__attribute__((aligned(16))) static char arena[64 << 20];
static size_t used;
static int busy, on;
static unsigned runs;

enum { Kept = 150, Depth = 400 };
static fiber_t kept[Kept];
static unsigned keeps;

static uintptr_t descend(unsigned depth, uintptr_t seed) {
  volatile uintptr_t mine[4] = {seed, depth, seed + depth, seed * depth};
  uintptr_t sum =
    depth ? descend(depth - 1, seed) : (uintptr_t)fiber_yield((void*)seed);
  assert(mine[0] == seed && mine[1] == depth && mine[2] == seed + depth);
  return sum + mine[3];
}

static uintptr_t expected(unsigned depth, uintptr_t seed, uintptr_t value) {
  uintptr_t sum = value;
  for (unsigned i = 0; i <= depth; i++) {
    sum += seed * i;
  }
  return sum;
}

static void* descend_from(void* seed) {
  return (void*)descend(5, (uintptr_t)seed);
}

// What malloc runs: with MIXED, of the native tier.
static void* note(void* seed) {
#ifdef MIXED
  CALL_BESIDE_OTHER_TABLE(descend_from, seed);
#else
  return descend_from(seed);
#endif
}

// Runs a fiber from its beginning to its end, and leaves another suspended.
static void run_fibers(void) {
  fiber_result_t result;
  runs++;
  fiber_t fiber = fiber_sized_alloc(note, 4096 + 100 * (runs % 50));
  assert(fiber);
  assert(fiber_resume(fiber, (void*)(uintptr_t)runs, &result) ==
         (void*)(uintptr_t)runs);
  assert(result == FIBER_YIELD);
  if (keeps < Kept) {
    kept[keeps] = fiber_alloc(note);
    assert(kept[keeps]);
    fiber_resume(kept[keeps], (void*)(uintptr_t)keeps, &result);
    assert(result == FIBER_YIELD);
    keeps++;
  }
  assert(fiber_resume(fiber, (void*)7, &result) ==
         (void*)expected(5, runs, 7));
  assert(result == FIBER_OK);
  fiber_free(fiber);
}

static void (*volatile hook)(void) = run_fibers;

#ifdef __cplusplus
extern "C" {
#endif

__attribute__((noinline)) void* malloc(size_t size) {
  if (on && !busy) {
    busy = 1;
    hook();
    busy = 0;
  }
  void* block = arena + used;
  used += (size + 15) & ~(size_t)15;
  assert(used <= sizeof arena);
  return block;
}

__attribute__((noinline)) void free(void* block) {
  (void)block;
  if (on && !busy) {
    busy = 1;
    hook();
    busy = 0;
  }
}

#ifdef __cplusplus
}
#endif

static void* entry(void* seed) {
  return (void*)descend(Depth, (uintptr_t)seed);
}

int main(void) {
  enum { Fibers = 100 };
  fiber_t fibers[Fibers];
  fiber_result_t result;
  // Functions that nothing calls aren't linked.
  free(malloc(1));
  on = 1;
  for (uintptr_t i = 0; i < Fibers; i++) {
    fibers[i] = fiber_alloc(entry);
    assert(fibers[i]);
    void* value = fiber_resume(fibers[i], (void*)i, &result);
    assert(result == FIBER_YIELD && value == (void*)i);
  }
  for (uintptr_t i = 0; i < Fibers; i++) {
    for (uintptr_t j = 0; j < i; j++) {
      assert(fibers[i] != fibers[j]);
    }
  }
  for (uintptr_t i = 0; i < Fibers; i++) {
    void* value = fiber_resume(fibers[i], (void*)(3 * i), &result);
    assert(result == FIBER_OK && value == (void*)expected(Depth, i, 3 * i));
    fiber_free(fibers[i]);
  }
  for (uintptr_t i = 0; i < keeps; i++) {
    void* value = fiber_resume(kept[i], (void*)1, &result);
    assert(result == FIBER_OK && value == (void*)expected(5, i, 1));
    fiber_free(kept[i]);
  }
  fprintf(stderr, "%u runs\n", runs);
  puts(runs > 5 ? "has run fibers in malloc" : "has run few");
  // CHECK: has run fibers in malloc
}
