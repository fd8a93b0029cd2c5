;; All yields of a body share the code that begins one, in front of what saves.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,optimize:size,inline:no -S -o - | FileCheck %s

;; CHECK-LABEL:   (func $entry.call_form
;; CHECK:         (call $fiber.yield_first
;; CHECK-NOT:     (call $fiber.yield_first
;; CHECK:         (call $fiber.first_in_body
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)
    (local $y i32)
    (local.set $y (i32.mul (local.get $x) (i32.const 3)))
    (loop $next
      (if (i32.and (local.get $x) (i32.const 2))
        (then
          (local.set $x (i32.add (local.get $x) (call $fiber_yield (local.get $y))))
          (local.set $y (i32.mul (local.get $x) (local.get $y)))))
      (if (i32.and (local.get $x) (i32.const 4))
        (then
          (local.set $x (i32.add (local.get $x) (call $fiber_yield (local.get $y))))
          (local.set $y (i32.mul (local.get $x) (local.get $y)))))
      (if (i32.and (local.get $x) (i32.const 8))
        (then
          (local.set $x (i32.add (local.get $x) (call $fiber_yield (local.get $y))))
          (local.set $y (i32.mul (local.get $x) (local.get $y)))))
      (if (i32.and (local.get $x) (i32.const 16))
        (then
          (local.set $x (i32.add (local.get $x) (call $fiber_yield (local.get $y))))
          (local.set $y (i32.mul (local.get $x) (local.get $y)))))
      (br_if $next (local.get $y)))
    (i32.add (local.get $x) (local.get $y)))
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
)
