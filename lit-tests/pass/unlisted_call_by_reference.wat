;; So do calls by reference. In a program with exceptions, one that leaves such a call finds
;; the fiber as it was before.
;; RUN: wasm-opt %s -all --lower-fibers=tier:native,may-yield:listed,may-yield-callers:no -S -o - | FileCheck %s
;; CHECK:      (func $by_reference
;; CHECK-NEXT:  (call $fiber.unlisted_call.by_reference
;; CHECK-NEXT:   (i32.const 3)
;; CHECK-NEXT:   (ref.func $listed)
;; CHECK-NEXT:   (i32.const 0)
;; CHECK:      (func $fiber.unlisted_call.by_reference
;; CHECK:       (local.set $[[CURRENT:.*]]
;; CHECK-NEXT:   (global.get $fiber.current)
;; CHECK:       (try_table (catch_all_ref $caught)
;; CHECK-NEXT:   (local.set
;; CHECK-NEXT:    (call_ref $type
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:     (local.get $1)
;; CHECK:       (return
;; CHECK:       (global.set $fiber.current
;; CHECK-NEXT:   (local.get $[[CURRENT]])
;; CHECK:       (throw_ref
(module
  (type $type (func (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (memory 1)
  (table $table 2 2 funcref)
  (elem (table $table) (i32.const 1) func $by_reference)
  (elem declare func $listed)
  (func $listed (type $type)
    (call $yield (local.get 0)))
  (func $by_reference (type $type)
    (call_ref $type (i32.const 3) (ref.func $listed)))
  (func (export "main")
    (drop (call $resume (call $alloc (i32.const 1)) (i32.const 0) (i32.const 0))))
)
