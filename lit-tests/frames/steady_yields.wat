;; A resume form that yields with the shadow stack pointer where it was entered says so,
;; and the resume stores it no more. One that may have moved it unwinds as a call form does.
;; What is set before the first yield, or after the last, doesn't count; in a loop, it does.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,inline:no -S -o - | FileCheck %s

;; CHECK-LABEL: (func $steady.resume_form
;; CHECK:       (global.set $fiber.value
;; CHECK:       (return
;; CHECK-NEXT:   (i32.const 1)
;; CHECK-NOT:   (call $fiber.begin_frames

;; CHECK-LABEL: (func $moves.resume_form
;; CHECK-NOT:   (i32.const 1)
;; CHECK:       (call $fiber.yield_first
;; CHECK-NEXT:   (i32.const 22)
;; CHECK:       (call $fiber.begin_frames
;; CHECK-NEXT:   (local.get $0)
;; CHECK:       (return
;; CHECK-NEXT:   (i32.const 2)

;; CHECK-LABEL: (func $moves_in_loop.resume_form
;; CHECK:       (call $fiber.begin_frames
;; CHECK:       (return
;; CHECK-NEXT:   (i32.const 2)
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 4 4 funcref)
  (elem (i32.const 1) $steady $moves $moves_in_loop)
  (func $steady (param $x i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (loop $next
      (i32.store (local.get $frame) (call $fiber_yield (local.get $x)))
      (br_if $next (i32.load (local.get $frame))))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 16)))
    (i32.const 0))
  (func $moves (param $x i32) (result i32)
    (local $frame i32)
    (drop (call $fiber_yield (i32.const 21)))
    (global.set $__stack_pointer
      (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (call $fiber_yield (i32.const 22)))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 16)))
    (i32.const 0))
  (func $moves_in_loop (param $x i32) (result i32)
    (loop $next
      (local.set $x (call $fiber_yield (local.get $x)))
      (global.set $__stack_pointer
        (i32.sub (global.get $__stack_pointer) (local.get $x)))
      (br_if $next (local.get $x)))
    (i32.const 0))
  (func (export "main") (result i32)
    (i32.add
      (call $fiber_alloc (i32.const 1))
      (i32.add (call $fiber_alloc (i32.const 2)) (call $fiber_alloc (i32.const 3)))))
)
