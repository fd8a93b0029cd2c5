// Threads of a program share its memory, and have an instance of it each
// (Inputs/threads.mjs). What the pass adds keeps its state in globals and tables, so that
// each thread has fibers of its own. Here all run at once, with memory from the program's
// malloc and from pages.
//
// DEFINE: %{clang} = %clang -O2 -matomics -nostdlib -Wl,--no-entry,--shared-memory \
// DEFINE:   -Wl,--import-memory,--max-memory=67108864,--export=__stack_pointer %s
// RUN: %{clang} -DMALLOC -Wl,--lower-fibers=tier:frames -o %t.frames.wasm
// RUN: %deno %S/Inputs/threads.mjs %t.frames.wasm | FileCheck %s
// RUN: %{clang} -DMALLOC -Wl,--lower-fibers=tier:native -o %t.native.wasm
// RUN: %deno %S/Inputs/threads.mjs %t.native.wasm | FileCheck %s
// RUN: %{clang} -DMALLOC -Wl,--lower-fibers=tier:asyncify -o %t.asyncify.wasm
// RUN: %deno %S/Inputs/threads.mjs %t.asyncify.wasm | FileCheck %s
// RUN: %{clang} -Wl,--lower-fibers=allocator:pages -o %t.pages.wasm
// RUN: %deno %S/Inputs/threads.mjs %t.pages.wasm | FileCheck %s
// CHECK: thread 0: right
// CHECK-NEXT: thread 1: right
// CHECK-NEXT: thread 2: right
// CHECK-NEXT: thread 3: right
#include <fiber.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { THREADS = 4, FIBERS = 60, DEPTH = 12, TURNS = 20, STACK = 65536 };

void __wasm_init_tls(void*);

static char stacks[THREADS][STACK] __attribute__((aligned(16)));
static char variables[THREADS][64] __attribute__((aligned(16)));
static _Atomic int begun;
static _Thread_local int yields;

#ifdef MALLOC
extern char __heap_base;
static _Atomic uintptr_t used;

__attribute__((export_name("malloc"))) void* malloc(size_t size) {
  return &__heap_base + atomic_fetch_add(&used, (size + 15) & ~(size_t)15);
}

__attribute__((export_name("free"))) void free(void* block) { (void)block; }
#endif

/* Yields at the bottom, with variables on the way that are in memory. */
__attribute__((noinline)) static int descend(int depth, volatile int* above) {
  volatile int here = *above + 1;
  if (depth == 0) {
    yields++;
    fiber_yield((void*)(intptr_t)here);
    return here;
  }
  int below = descend(depth - 1, &here);
  return below + here;
}

static void* run(void* argument) {
  volatile int start = (int)(intptr_t)argument;
  int sum = 0;
  for (int turn = 0; turn < TURNS; turn++)
    sum += descend(DEPTH, &start);
  return (void*)(intptr_t)sum;
}

static int expect(int start) {
  int sum = 0;
  for (int i = 0; i <= DEPTH; i++)
    sum += start + i + 1;
  return TURNS * sum;
}

/* Where a thread's stack begins, which whoever starts it sets. */
__attribute__((export_name("stack_of"))) char* stack_of(int thread) {
  return stacks[thread] + STACK;
}

__attribute__((export_name("run_thread"))) bool run_thread(int thread) {
  __wasm_init_tls(variables[thread]);
  begun++;
  while (begun < THREADS) {
  }
  fiber_t fibers[FIBERS];
  fiber_result_t result;
  for (int i = 0; i < FIBERS; i++)
    if (!(fibers[i] = fiber_alloc(run)))
      return false;
  for (int turn = 0; turn <= TURNS; turn++)
    for (int i = 0; i < FIBERS; i++) {
      int start = 1000 * thread + i;
      int value =
        (int)(intptr_t)fiber_resume(fibers[i], (void*)(intptr_t)start, &result);
      if (turn < TURNS ? result != FIBER_YIELD || value != start + DEPTH + 1
                       : result != FIBER_OK || value != expect(start))
        return false;
    }
  for (int i = 0; i < FIBERS; i++)
    fiber_free(fibers[i]);
  return yields == TURNS * FIBERS;
}
