;; A global of that name that the linker can't have made.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers -o %t.wasm 2>&1 | filecheck %s
;; RUN: sed 's/(mut f32) (f32/i32 (i32/' %s > %t.wat
;; RUN: not wasm-opt %t.wat --lower-fibers -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm
;; CHECK:     {{^}}Fatal: --lower-fibers: the global __stack_pointer isn't a mutable i32, as the linker makes it; give it another name{{$}}
;; CHECK-NOT: {{.}}
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut f32) (f32.const 0))
  (func (export "yield") (param i32) (result i32)
    (call $fiber_yield (local.get 0))))
