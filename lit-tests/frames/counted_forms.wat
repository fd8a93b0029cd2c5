;; In a recursion, as few functions as it takes count what is left of the engine's
;; stack, and they count what the others take, too.
;; RUN: wasm-opt %s --enable-tail-call --lower-fibers=tier:frames,inline:no,never-yields:stays -S -o - | FileCheck %s

;; $walk is on two ways round. It counts itself and the longer of these.
;; CHECK-LABEL: (func $walk.call_form
;; CHECK: (global.set $fiber.stack_left
;; CHECK-NEXT: (i32.sub
;; CHECK-NEXT: (global.get $fiber.stack_left)
;; CHECK-NEXT: (i32.const 552)
;; CHECK-LABEL: (func $visit.call_form
;; CHECK-NOT: $fiber.stack_left
;; CHECK-LABEL: (func $print.call_form
;; CHECK-NOT: $fiber.stack_left
;; CHECK-LABEL: (func $skip.call_form
;; CHECK-NOT: $fiber.stack_left

;; What a function counts, it gives back before a tail call, so that the callee does.
;; CHECK-LABEL: (func $even.call_form
;; CHECK: (global.set $fiber.stack_left
;; CHECK-LABEL: (func $odd.call_form
;; CHECK: (global.set $fiber.stack_left

;; There is no recursion of these two.
;; CHECK-LABEL: (func $entry.call_form
;; CHECK-NOT: $fiber.stack_left
;; CHECK-LABEL: (func $once.call_form
;; CHECK-NOT: $fiber.stack_left
;; A recursion through a function that never yields comes back by $back.
;; CHECK-LABEL: (func $back.call_form
;; CHECK: (global.set $fiber.stack_left
;; CHECK-LABEL: (func $forth.call_form
;; CHECK-NOT: $fiber.stack_left
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $walk (param $n i32) (result i32)
    (if (i32.eqz (local.get $n))
      (then (return (call $fiber_yield (i32.const 1)))))
    (i32.add
      (call $visit (i32.sub (local.get $n) (i32.const 1)))
      (call $skip (i32.sub (local.get $n) (i32.const 2)))))
  (func $visit (param $n i32) (result i32)
    (i32.add (call $print (local.get $n)) (local.get $n)))
  (func $print (param $n i32) (result i32)
    (i32.mul (call $walk (local.get $n)) (local.get $n)))
  (func $skip (param $n i32) (result i32)
    (i32.xor (call $walk (local.get $n)) (local.get $n)))
  (func $even (param $n i32) (result i32)
    (if (i32.eqz (local.get $n))
      (then (return (call $fiber_yield (i32.const 2)))))
    (return_call $odd (i32.sub (local.get $n) (i32.const 1))))
  (func $odd (param $n i32) (result i32)
    (i32.add (call $even (local.get $n)) (i32.const 1)))
  (func $entry (param $n i32) (result i32)
    (i32.add
      (call $back (local.get $n))
      (i32.add (call $walk (local.get $n)) (call $once (local.get $n)))))
  (func $once (param $n i32) (result i32)
    (i32.add (call $even (local.get $n)) (i32.const 1)))
  (func $back (param $n i32) (result i32)
    (i32.add (call $forth (local.get $n)) (i32.const 1)))
  (func $forth (param $n i32) (result i32)
    (drop (call $fiber_yield (i32.const 3)))
    (i32.add (call $stays (local.get $n)) (i32.const 1)))
  (func $stays (param $n i32) (result i32)
    (if (i32.eqz (local.get $n))
      (then (return (i32.const 0))))
    (i32.add
      (call $back (i32.sub (local.get $n) (i32.const 1)))
      (i32.const 1)))
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
)
