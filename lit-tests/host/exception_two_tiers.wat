;; A fiber of the native tier, which an exception of the host's leaves, was resumed by one
;; with frames. The native tier catches the exception and throws it again in
;; fiber_resume, so that the fiber with frames has to be left in order, though no code of
;; the program is run.
;; RUN: wasm-opt -all %s --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=TIERS
;; RUN: %deno %S/Inputs/throws.mjs %t.wasm | FileCheck %s

;; TIERS:      entry 'outer': frames
;; TIERS-NEXT: entry 'inner': native

;; CHECK:      main threw from the host
;; CHECK-NEXT: the stack is that of main: true
;; CHECK-NEXT: resume 2
;; CHECK-NEXT: resume of the freed fiber 2
;; CHECK-NEXT: yield outside threw unreachable
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "work" (func $work))
  (memory (export "memory") 2)
  (global $__stack_pointer (export "stack_pointer") (mut i32) (i32.const 65536))
  (table $functions 3 3 funcref)
  (table $things 1 1 externref)
  (elem (table $functions) (i32.const 1) func $outer $inner)
  (global $fiber (mut i32) (i32.const 0))
  (func $outer (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (local.set 0
      (call $fiber_resume
        (call $fiber_alloc (i32.const 2)) (i32.const 1) (local.get $frame)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (call $fiber_yield (local.get 0)))
  (func $inner (param i32) (result i32) (local $frame i32) (local $thing externref) (local $kept contref)
    (local.set $thing (table.get $things (i32.const 0)))
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (call $work)
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (drop (call $fiber_yield (local.get 0)))
    (table.set $things (i32.const 0) (local.get $thing))
    (i32.const 0))
  (func (export "main") (result i32)
    (global.set $fiber (call $fiber_alloc (i32.const 1)))
    (call $fiber_resume (global.get $fiber) (i32.const 0) (i32.const 0)))
  ;; Returns the result: FIBER_ERROR is 2.
  (func (export "resume") (result i32)
    (drop
      (call $fiber_resume
        (global.get $fiber) (i32.const 0) (i32.const 1024)))
    (i32.load (i32.const 1024)))
  (func (export "free") (call $fiber_free (global.get $fiber)))
  (func (export "yield") (drop (call $fiber_yield (i32.const 0))))
)
