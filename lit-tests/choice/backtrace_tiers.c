// What is told of fibers of the native tier, which nobody can look at: the function that
// has yielded, and the entry. In asyncify, of those that run it is the entry. A fiber
// that runs names the one that has resumed it, whatever its tier is.
// RUN: %clang -O2 -Wl,--lower-fibers=tier:native %s -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s --check-prefixes=CHECK,NATIVE
// RUN: %run-wasm deno %t.wasm | filecheck %s --check-prefixes=CHECK,NATIVE
// RUN: %clang -O2 -Wl,--lower-fibers=tier:asyncify %s -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s --check-prefixes=CHECK,ASYNCIFY
//
// One entry has frames, and one doesn't.
// RUN: %clang -O2 -DMIXED %s -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | filecheck %s --check-prefixes=CHECK,MIXED

#include "../api/Inputs/backtrace.h"

#ifdef MIXED
#include "Inputs/other_table.h"
#else
#define CALL_BESIDE_OTHER_TABLE(function, argument) return function(argument)
#endif

static fiber_t outer, inner;

SEEN int waits(int value) {
  fiber_yield(NULL);
  return value + 1;
}

SEEN int calls(int value) {
  value = waits(value) * 2;
  look("runs", NULL);
  return value;
}

void *work(void *value) {
  *(int *)value = calls(*(int *)value);
  fiber_yield(NULL);
  return value;
}

SEEN void *pull(void *value) {
  fiber_resume(inner, value, NULL);
  fiber_yield(NULL);
  fiber_resume(inner, value, NULL);
  look("yields itself", inner);
  fiber_yield(NULL);
  return value;
}

void *drive(void *value) { CALL_BESIDE_OTHER_TABLE(pull, value); }

int main(void) {
  int value = 1;
  marked = outer = fiber_alloc(drive);
  inner = fiber_alloc(work);
  fiber_resume(outer, &value, NULL);
  // NATIVE:   inner: waits work
  // ASYNCIFY: inner: waits calls work
  // MIXED:    inner: waits calls work
  look("inner", inner);
  // NATIVE:   outer: *pull *drive
  // ASYNCIFY: outer: *pull *drive
  // MIXED:    outer: *pull *drive
  look("outer", outer);
  // NATIVE:   runs: work *drive
  // ASYNCIFY: runs: work *drive
  // MIXED:    runs: look calls work *drive
  // CHECK:    yields itself: work{{$}}
  fiber_resume(outer, NULL, NULL);
  fiber_free(inner);
  fiber_free(outer);
}
