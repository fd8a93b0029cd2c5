// setjmp is an exception in WebAssembly, but needs nothing of the C++ library: a
// program that was stripped before it is lowered, and jumps, isn't taken for one
// that catches C++ exceptions. One that throws, too, is.
// RUN: %clang -fuse-ld=%plain-wasm-ld --no-wasm-opt -O0 %s -Wl,--strip-all,--export=malloc,--export=free,--keep-section=target_features -o %t.O0.wasm
// RUN: %clang -fuse-ld=%plain-wasm-ld --no-wasm-opt -O2 %s -Wl,--strip-all,--export=malloc,--export=free,--keep-section=target_features -o %t.O2.wasm
// RUN: not grep -a -e longjmp -e descend %t.O0.wasm %t.O2.wasm

// RUN: wasm-opt %t.O0.wasm --lower-fibers=tier:frames -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: wasm-opt %t.O2.wasm --lower-fibers=tier:native -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | FileCheck %s

// CHECK:      first waits, second waits
// CHECK-NEXT: first left with 7, second with 11

// RUN: %clangxx -fuse-ld=%plain-wasm-ld --no-wasm-opt -O2 -DTHROWS -x c++ %s -Wl,--strip-all,--export=malloc,--export=free,--keep-section=target_features -o %t.cxx.wasm
// RUN: rm -f %t.none && not wasm-opt %t.cxx.wasm --lower-fibers=tier:frames -o %t.none 2>&1 | FileCheck %s --check-prefix=CXX
// RUN: not test -e %t.none
// CXX: Fatal: --lower-fibers: can't tell which function is __cxa_get_globals,
#include <fiber.h>
#include <setjmp.h>
#include <stdio.h>

struct Task {
  jmp_buf buffer;
  int code;
  int left_with;
};

static __attribute__((noinline)) void descend(struct Task* task, int depth) {
  if (depth == 0) {
    fiber_yield(task);
    longjmp(task->buffer, task->code);
  }
  descend(task, depth - 1);
  task->code++;
}

static void* run(void* argument) {
  struct Task* task = (struct Task*)argument;
  int code = setjmp(task->buffer);
  if (code == 0)
    descend(task, 5);
  task->left_with = code;
#ifdef THROWS
  try {
    if (code == 3)
      throw code;
    fiber_yield(task);
  } catch (int) {
  }
#endif
  return NULL;
}

int main(void) {
  static struct Task first, second;
  first.code = 7;
  second.code = 11;
  fiber_t fibers[] = {fiber_alloc(run), fiber_alloc(run)};
  if (fiber_resume(fibers[0], &first, NULL) == &first &&
      fiber_resume(fibers[1], &second, NULL) == &second)
    printf("first waits, second waits\n");
  fiber_resume(fibers[0], NULL, NULL);
  fiber_resume(fibers[1], NULL, NULL);
  printf(
    "first left with %d, second with %d\n", first.left_with, second.left_with);
  fiber_free(fibers[0]);
  fiber_free(fibers[1]);
}
