;; An exception of the host's leaves two fibers, one of which waits for the other, and
;; the module has no exception handling: no code of it runs then. It is as if outside
;; any fiber afterwards. Both fibers count as running: they can't be resumed, but
;; be freed, and their places serve others.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,max-fibers:2 -o %t.frames.wasm
;; RUN: node %S/Inputs/exception.mjs %t.frames.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify,max-fibers:2 -o %t.asyncify.wasm
;; RUN: node %S/Inputs/exception.mjs %t.asyncify.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:native,max-fibers:2 -o %t.native.wasm
;; RUN: %deno %S/Inputs/exception.mjs %t.native.wasm | FileCheck %s

;; CHECK:      in the host, on the stack of main: true
;; CHECK-NEXT: main threw from the host
;; CHECK-NEXT: the stack is that of main: true
;; CHECK-NEXT: resume of outer 2
;; CHECK-NEXT: resume of inner 2
;; CHECK-NEXT: alive 2
;; CHECK-NEXT: alive, after both were freed 0
;; CHECK-NEXT: alive, after both were freed again 0
;; CHECK-NEXT: in the host, on the stack of main: true
;; CHECK-NEXT: main, when the host returns 3
;; CHECK-NEXT: alive 2
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
  (table 3 3 funcref)
  (elem (i32.const 1) $outer $inner)
  (global $outer_fiber (mut i32) (i32.const 0))
  (global $inner_fiber (mut i32) (i32.const 0))
  (func $outer (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (global.set $inner_fiber (call $fiber_alloc (i32.const 2)))
    (local.set 0
      (call $fiber_resume
        (global.get $inner_fiber) (i32.const 1) (local.get $frame)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (call $fiber_yield (i32.add (local.get 0) (i32.const 1))))
  (func $inner (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (local.get 0))
    (call $work)
    (local.set 0 (i32.load (local.get $frame)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (call $fiber_yield (i32.add (local.get 0) (i32.const 1))))
  (func (export "main") (result i32)
    (global.set $outer_fiber (call $fiber_alloc (i32.const 1)))
    (call $fiber_resume
      (global.get $outer_fiber) (i32.const 0) (i32.const 0)))
  ;; Returns the result: FIBER_ERROR is 2.
  (func $resume (param i32) (result i32)
    (drop (call $fiber_resume (local.get 0) (i32.const 0) (i32.const 1024)))
    (i32.load (i32.const 1024)))
  (func (export "resume_outer") (result i32)
    (call $resume (global.get $outer_fiber)))
  (func (export "resume_inner") (result i32)
    (call $resume (global.get $inner_fiber)))
  (func (export "free_both")
    (call $fiber_free (global.get $outer_fiber))
    (call $fiber_free (global.get $inner_fiber)))
  (func (export "yield") (drop (call $fiber_yield (i32.const 0))))
  ;; How many of two more fibers there is no place for.
  (func (export "alive") (result i32)
    (local $a i32) (local $b i32) (local $count i32)
    (local.set $a (call $fiber_alloc (i32.const 1)))
    (local.set $b (call $fiber_alloc (i32.const 1)))
    (local.set $count
      (i32.add (i32.eqz (local.get $a)) (i32.eqz (local.get $b))))
    (call $fiber_free (local.get $a))
    (call $fiber_free (local.get $b))
    (local.get $count))
)
