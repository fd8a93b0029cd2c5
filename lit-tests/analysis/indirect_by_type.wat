;; An indirect call may yield if the table holds, with the type that is called, a
;; function that may yield. It counts as the call of that function.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'caller': depth 1: table 'table' type (i32, f64)->() -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: table 'table' type (i32, f64)->(): 1 of 2 candidates: 'yields'
(module
  (type $yields (func (param i32 f64)))
  (type $other (func (param i32)))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 4 4 funcref)
  (elem (i32.const 1) $yields $leaf $other)
  (func $yields (type $yields) (drop (call $fiber_yield (local.get 0))))
  (func $leaf (type $yields))
  (func $other (type $other))
  (func $caller
    (call_indirect (type $yields)
      (i32.const 0) (f64.const 0) (i32.const 1)))
  (func $caller_of_other
    (call_indirect (type $other) (i32.const 0) (i32.const 3)))
)
