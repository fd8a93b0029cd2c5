;; A tail call that can't yield, in a function that may, becomes an ordinary one:
;; it never leads back to such a function, so it takes one frame more at the most.
;; RUN: wasm-opt %s -all --lower-fibers=tier:asyncify -S -o - | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:asyncify -o %t.wasm

;; CHECK-LABEL: (func $direct
;; CHECK:       (call $leaf
;; CHECK-NOT:   return_call
;; CHECK-LABEL: (func $void
;; CHECK:       (call $void_leaf
;; CHECK-NOT:   return_call
;; CHECK-LABEL: (func $indirect
;; CHECK:       (call_indirect $table (type $leaf)
;; CHECK-NOT:   return_call
;; CHECK-LABEL: (func $by_reference
;; CHECK:       (call $leaf
;; CHECK-NOT:   return_call
;; CHECK-LABEL: (func $leaf
;; CHECK:       (return_call $leaf
(module
  (type $leaf (func (param f64) (result i32)))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (elem (table $table) (i32.const 0) func $leaf)
  (func $direct (param i32) (result i32)
    (if (call $fiber_yield (local.get 0))
      (then (return_call $leaf (f64.const 0))))
    (i32.const 1)
  )
  (func $void (param i32)
    (if (call $fiber_yield (local.get 0))
      (then (return_call $void_leaf)))
  )
  (func $indirect (param i32) (result i32)
    (drop (call $fiber_yield (local.get 0)))
    (return_call_indirect $table (type $leaf) (f64.const 0) (i32.const 0))
  )
  (func $by_reference (param i32) (result i32)
    (drop (call $fiber_yield (local.get 0)))
    (return_call_ref $leaf (f64.const 0) (ref.func $leaf))
  )
  (func $leaf (type $leaf) (return_call $leaf (local.get 0)))
  (func $void_leaf)
)
