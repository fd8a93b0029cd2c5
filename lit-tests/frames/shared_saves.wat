;; Where a callee of a body unwinds, one branch hands the point's number to the code that
;; saves, which all points share. A body with one point has no number to tell.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,optimize:size,inline:no -S -o - | FileCheck %s

;; CHECK-LABEL: (func $twice.call_form
;; CHECK:       (local.set [[point:\$[0-9]+]]
;; CHECK:        (block [[save:\$[a-z_0-9]+]] (result i32)
;; CHECK:         (call $helper.call_form
;; CHECK:         (drop
;; CHECK-NEXT:     (br_if [[save]]
;; CHECK-NEXT:      (i32.const 1)
;; CHECK-NEXT:      (global.get $fiber.unwinding)
;; CHECK:         (call $helper.call_form
;; CHECK:         (drop
;; CHECK-NEXT:     (br_if [[save]]
;; CHECK-NEXT:      (i32.const 2)
;; CHECK-NEXT:      (global.get $fiber.unwinding)
;; CHECK:       (i32.store16 offset=8
;; CHECK-NEXT:   (local.tee
;; CHECK-NEXT:    (call $fiber.next_in_body
;; CHECK:        (local.get [[point]])
;; CHECK-NOT:    (call $fiber.next_in_body

;; CHECK-LABEL: (func $once.call_form
;; CHECK:       (block [[save:\$[a-z_0-9]+]]
;; CHECK-NOT:   (drop
;; CHECK:       (br_if [[save]]
;; CHECK-NEXT:   (global.get $fiber.unwinding)
;; CHECK:       (call $fiber.next_in_body
;; CHECK-NOT:   (i32.store16 offset=8
;; CHECK-LABEL: (func $entry.call_form
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $helper (param $value i32) (result i32)
    (call $fiber_yield (local.get $value)))
  (func $twice (param $x i32) (result i32)
    (loop $next
      (local.set $x (i32.mul (local.get $x) (call $helper (local.get $x))))
      (local.set $x (i32.add (local.get $x) (call $helper (local.get $x))))
      (br_if $next (local.get $x)))
    (i32.const 0))
  (func $once (param $x i32) (result i32)
    (loop $next
      (local.set $x (i32.add (local.get $x) (call $helper (local.get $x))))
      (br_if $next (local.get $x)))
    (i32.const 0))
  (func $entry (param $x i32) (result i32)
    (i32.add (call $twice (local.get $x)) (call $once (local.get $x))))
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
)
