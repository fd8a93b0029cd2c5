// A function that isn't void *(void *) can't be called as one in WebAssembly, so that
// a cast of it is no entry. fiber_alloc ends the program, with a text; and the linker
// warns, if it can see what is cast. Natively, it happens to work.
// RUN: %check-program --wasm-only --status=134 %s 2>&1 | FileCheck %s --check-prefixes=SEEN,CHECK
// RUN: %check-program --wasm-only --status=134 --cc-arg=-O0 %s 2>&1 | FileCheck %s
// RUN: %check-program --wasm-only --status=134 --cc-arg=-DUNSEEN %s 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not=warning:
// RUN: %check-program --tiers=auto --wasm-only --status=134 --cc-arg=-DUNSEEN %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=AUTO
#include <fiber.h>
#include <stddef.h>
#include <stdio.h>

static int count;

static void worker(void) {
  fiber_yield(&count);
  count++;
}

// As an entry should be.
static void* proper(void* argument) { return fiber_yield(argument); }

int main(void) {
  puts("begin");
  fflush(stdout);
#ifdef UNSEEN
  void* volatile entries[] = {(void*)proper, (void*)worker};
#else
  void* const entries[] = {(void*)proper, (void*)worker};
#endif
  fiber_free(fiber_alloc((fiber_entry_point_t)entries[0]));
  // A null pointer is no mistake of this kind.
  if (fiber_alloc((fiber_entry_point_t)NULL) == NULL)
    puts("none");
  fflush(stdout);
  fiber_alloc((fiber_entry_point_t)entries[1]);
  return 0;
}

// SEEN:      warning: --lower-fibers: the entry 'worker' has type (func), not (func (param i32) (result i32)), so that to allocate a fiber of it ends the program; declare it as void *(void *), without a cast
// CHECK:      check-program: frames tier on wasmtime
// CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one
// CHECK:      check-program: frames tier on node
// CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one
// CHECK:      check-program: native tier on wasmtime
// CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one
// CHECK:      check-program: native tier on deno
// CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one
// CHECK:      check-program: asyncify tier on node
// CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one
// CHECK:      begin
// CHECK-NEXT: none

// AUTO:      check-program: auto tier on wasmtime
// AUTO-NEXT: fiber_alloc: the entry isn't
