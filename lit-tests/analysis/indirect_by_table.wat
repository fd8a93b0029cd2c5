;; Of tables that nothing changes, the contents count: a call through the other
;; table doesn't yield, nor does one of a function whose reference is only taken.
;; RUN: wasm-opt -all %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'caller': depth 1: table 'table' type ()->() -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: table 'table' type ()->(): 1 of 1 candidates: 'yields'
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (table $other 1 1 funcref)
  (elem (table $table) (i32.const 0) func $yields)
  (elem (table $other) (i32.const 0) func $leaf)
  (func $yields (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller (call_indirect $table (i32.const 0)))
  (func $caller_of_other
    (drop (ref.func $yields))
    (call_indirect $other (i32.const 0)))
)
