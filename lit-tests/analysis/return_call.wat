;; A tail call counts as a call.
;; RUN: wasm-opt -all %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'direct': depth 1: 'yields' -> 'fiber_yield'
;; CHECK-NEXT: 'indirect': depth 1: table 'table' type (i32)->i32 -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: 'by_reference': depth 1: any reference of type (i32)->i32 -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: table 'table' type (i32)->i32: 1 of 1 candidates: 'yields'
;; CHECK-NEXT: any reference of type (i32)->i32: 1 of 1 candidates: 'yields'
(module
  (type $yields (func (param i32) (result i32)))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (elem (i32.const 0) $yields)
  (func $yields (type $yields) (return_call $fiber_yield (local.get 0)))
  (func $direct (result i32) (return_call $yields (i32.const 0)))
  (func $indirect (result i32)
    (return_call_indirect (type $yields) (i32.const 0) (i32.const 0)))
  (func $by_reference (param (ref $yields)) (result i32)
    (return_call_ref $yields (i32.const 0) (local.get 0)))
)
