// A program that was stripped before it is lowered. Its stack pointer is found by what
// its functions do with it, in code of each -O.
// RUN: %bare-clang --target=wasm32-wasi -Wno-deprecated -isystem %source/include --no-wasm-opt -O0 %s -Wl,--export=malloc -Wl,--export=free -o %t.O0.linked.wasm
// RUN: %bare-clang --target=wasm32-wasi -Wno-deprecated -isystem %source/include --no-wasm-opt -O2 %s -Wl,--export=malloc -Wl,--export=free -o %t.O2.linked.wasm
// RUN: wasm-opt %t.O0.linked.wasm --strip-debug --strip-producers -o %t.O0.wasm
// RUN: wasm-opt %t.O2.linked.wasm --strip-debug --strip-producers -o %t.O2.wasm
// RUN: not grep -a -e stack_pointer -e descend %t.O0.wasm %t.O2.wasm

// RUN: wasm-opt %t.O0.wasm --lower-fibers=tier:frames -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: wasm-opt %t.O0.wasm --lower-fibers=tier:native -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | FileCheck %s
// RUN: wasm-opt %t.O0.wasm --lower-fibers=tier:asyncify -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s

// RUN: wasm-opt %t.O2.wasm --lower-fibers=tier:frames -O2 -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: wasm-opt %t.O2.wasm --lower-fibers=tier:native -O2 -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | FileCheck %s
// RUN: wasm-opt %t.O2.wasm --lower-fibers=tier:asyncify -O2 -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s

// CHECK:      first: 30 29 28
// CHECK-NEXT: second: 40 39 38
// CHECK-NEXT: sum of each frame: 465, 820
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>

struct Task {
  const char* name;
  int depth;
  int sum;
};

// Keeps its depth in an array on the shadow stack while it waits.
static __attribute__((noinline)) int descend(int depth) {
  volatile int kept[8];
  kept[depth % 8] = depth;
  fiber_yield(&depth);
  int below = depth > 1 ? descend(depth - 1) : 0;
  return below + kept[depth % 8];
}

static void* run(void* argument) {
  struct Task* task = argument;
  task->sum = descend(task->depth);
  return NULL;
}

int main(void) {
  struct Task* tasks = malloc(2 * sizeof *tasks);
  tasks[0] = (struct Task){"first", 30, 0};
  tasks[1] = (struct Task){"second", 40, 0};
  fiber_t fibers[2];
  int seen[2][3];
  for (int i = 0; i < 2; i++)
    fibers[i] = fiber_alloc(run);
  // Interleaved, so that what one kept would be lost on a stack that they shared.
  for (int step = 0; step <= 40; step++)
    for (int i = 0; i < 2; i++) {
      int* depth = fiber_resume(fibers[i], &tasks[i], NULL);
      if (depth && step < 3)
        seen[i][step] = *depth;
    }
  for (int i = 0; i < 2; i++) {
    printf("%s: %d %d %d\n", tasks[i].name, seen[i][0], seen[i][1], seen[i][2]);
    fiber_free(fibers[i]);
  }
  printf("sum of each frame: %d, %d\n", tasks[0].sum, tasks[1].sum);
  free(tasks);
}
