;; A call by reference may reach each function of the type, or of a subtype, of
;; which there may be a reference. One that is never executed reaches none.
;; RUN: wasm-opt -all %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'caller': depth 1: any reference of type (i32)->() -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: any reference of type (i32)->(): 1 of 2 candidates: 'yields'
(module
  (type $super (sub (func (param i32))))
  (type $sub (sub $super (func (param i32))))
  (type $other (func (param f32)))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (elem declare func $yields $leaf $other)
  (func $yields (type $sub) (drop (call $fiber_yield (local.get 0))))
  (func $leaf (type $super) (drop (ref.func $yields)) (drop (ref.func $leaf)))
  (func $other (type $other) (drop (ref.func $other)))
  (func $caller (param (ref $super))
    (call_ref $super (i32.const 0) (local.get 0)))
  (func $caller_of_other (param (ref $other))
    (call_ref $other (f32.const 0) (local.get 0)))
  (func $never (call_ref $super (i32.const 0) (unreachable)))
)
