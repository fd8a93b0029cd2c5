;; The functions that the frames tier adds to a module are none that its fallback
;; fibers run: those here don't touch the shadow stack, and get no regions.
;; RUN: wasm-opt %s -all --lower-fibers=max-growth:10000 -S -o - | FileCheck %s

;; CHECK-LABEL: (func $fiber.resume_fallback
;; CHECK-NOT:   $__stack_pointer
;; CHECK:       (func

(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (type $void (func))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 6 6 funcref)
  (elem (i32.const 1) $fallback $f1 $f2 $f3 $leaf)
  (func $leaf)
  ;; Doesn't touch the shadow stack, nor does what it calls.
  (func $fallback (param i32) (result i32)
    (local $ref externref) (local $kept contref)
    (call_indirect (type $void) (i32.const 5))
    (local.set 0 (call $yield (local.get 0)))
    (local.set 0 (call $yield (ref.is_null (local.get $ref))))
    (local.get 0))
  (func $f1 (param i32) (result i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (call $yield (local.get 0)))
    (local.set 0 (i32.load (global.get $__stack_pointer)))
    (global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 16)))
    (local.get 0))
  (func $f2 (param i32) (result i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (call $yield (local.get 0)))
    (local.set 0 (i32.load (global.get $__stack_pointer)))
    (global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 16)))
    (local.get 0))
  (func $f3 (param i32) (result i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (call $yield (local.get 0)))
    (local.set 0 (i32.load (global.get $__stack_pointer)))
    (global.set $__stack_pointer (i32.add (global.get $__stack_pointer) (i32.const 16)))
    (local.get 0))
  (func (export "main") (result i32)
    (drop (call $alloc (i32.const 1)))
    (drop (call $alloc (i32.const 2)))
    (drop (call $alloc (i32.const 3)))
    (call $resume (call $alloc (i32.const 4)) (i32.const 7) (i32.const 0))))
