;; What a resume form only has in its frame for a later point isn't loaded: $a, where the
;; second yield follows the first. Nor is the number of the frame's point loaded again
;; where points inside a loop are told from each other.
;; RUN: wasm-opt %s -all --lower-fibers -S -o - | FileCheck %s

;; CHECK-LABEL: (func $entry.resume_form
;; CHECK-NOT:   (drop
;; CHECK:       (i32.load offset=12
;; CHECK-NOT:   (i32.load offset=12
;; CHECK-LABEL: (func $loop.resume_form
;; CHECK:       (i32.load16_u offset=8
;; CHECK-NOT:   (i32.load16_u offset=8
;; CHECK-LABEL: (func $fiber.enter_frame
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $loop)
  (func $entry (param $a i32) (result i32)
    (drop (call $fiber_yield (i32.const 0)))
    (drop (call $fiber_yield (i32.const 1)))
    (drop (call $fiber_yield (i32.const 2)))
    (local.get $a)
  )
  (func $loop (param $a i32) (result i32)
    (drop (call $fiber_yield (i32.const 0)))
    (loop $again
      (drop (call $fiber_yield (i32.const 1)))
      (br_if $again (call $fiber_yield (i32.const 2))))
    (local.get $a)
  )
  (func (export "main") (result i32)
    (drop (call $fiber_alloc (i32.const 1)))
    (call $fiber_alloc (i32.const 2)))
)
