;; Of the indirect calls in a function that may yield, only those may unwind it
;; that may reach a function that yields: here one of three, the first.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:asyncify -S -o - \
;; RUN:   | FileCheck %s

;; CHECK-LABEL: (func $caller
;; CHECK-NOT:   (br_if $__asyncify_unwind
;; CHECK:       (call_indirect $table (type $yields)
;; CHECK-NEXT:   (i32.const 1)
;; CHECK-NEXT:   (i32.const 0)
;; CHECK-NOT:   (call_indirect
;; CHECK:       (br_if $__asyncify_unwind
;; CHECK:       (call_indirect $table (type $leaf)
;; CHECK-NEXT:   (i32.const 2)
;; CHECK-NEXT:   (i32.const 1)
;; CHECK-NOT:   (br_if $__asyncify_unwind
;; CHECK:       (call_indirect $other (type $yields)
;; CHECK-NEXT:   (i32.const 3)
;; CHECK-NEXT:   (i32.const 0)
;; CHECK-NOT:   (br_if $__asyncify_unwind
;; CHECK-LABEL: (func $fiber.
(module
  (type $yields (func (param i32) (result i32)))
  (type $leaf (func (param i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (type $yields)))
  (memory 1)
  (table $table 2 2 funcref)
  (table $other 1 1 funcref)
  (elem (table $table) (i32.const 0) func $yields $leaf)
  (func $yields (type $yields) (call $fiber_yield (local.get 0)))
  (func $leaf (type $leaf))
  (func $caller
    (drop
      (call_indirect $table (type $yields) (i32.const 1) (i32.const 0)))
    (call_indirect $table (type $leaf) (i32.const 2) (i32.const 1))
    (drop
      (call_indirect $other (type $yields) (i32.const 3) (i32.const 0)))
  )
)
