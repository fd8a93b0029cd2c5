;; Values that are never live at once share a slot of the record, and values that
;; aren't live across any yield have none: the record has the header's 12 bytes and
;; 4 for one of the three locals.
;; RUN: wasm-opt %s -all --lower-fibers -S -o - | FileCheck %s

;; CHECK-LABEL: (func $entry.call_form
;; CHECK:       (i32.store offset=12
;; CHECK-NOT:   (i32.store offset=16
;; CHECK-LABEL: (func $entry.resume_form
;; CHECK-NOT:   offset=16
;; CHECK:       (call $use
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $use (param i32))
  (func $entry (param $a i32) (result i32)
    (local $b i32) (local $c i32)
    (drop (call $fiber_yield (i32.const 0)))
    (local.set $b (i32.add (local.get $a) (i32.const 1)))
    (drop (call $fiber_yield (i32.const 1)))
    (local.set $c (i32.mul (local.get $b) (i32.const 2)))
    (drop (call $fiber_yield (i32.const 2)))
    (call $use (local.get $c))
    (i32.const 5)
  )
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)
