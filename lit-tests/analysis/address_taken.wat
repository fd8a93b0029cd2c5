;; fiber_yield itself may be in a table, or exported, and then calls of its type
;; may be calls of it. An intrinsic that is imported twice is one.
;; RUN: wasm-opt --enable-reference-types %s --lower-fibers=print-analysis:text,host-table:replaces \
;; RUN:   -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'by_table': depth 0: table 'table' type (i32)->i32 -> 'fiber_yield'
;; CHECK-NEXT: 'by_unknown_table': depth 0: any reference of type (i32)->i32 -> 'fiber_yield'
;; CHECK-NEXT: 'by_second_import': depth 0: 'fiber_yield'
;; CHECK-NEXT: any reference of type (i32)->i32: 1 of 1 candidates: 'fiber_yield'
;; CHECK-NEXT: table 'table' type (i32)->i32: 1 of 1 candidates: 'fiber_yield'
(module
  (type $yield (func (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (type $yield)))
  (import "fiber" "fiber_yield" (func $fiber_yield_2 (type $yield)))
  (import "env" "table" (table $unknown 1 1 funcref))
  (export "yield" (func $fiber_yield_2))
  (memory 1)
  (table $table 1 1 funcref)
  (elem (table $table) (i32.const 0) func $fiber_yield)
  (func $by_table (result i32)
    (call_indirect $table (type $yield) (i32.const 0) (i32.const 0)))
  (func $by_unknown_table (result i32)
    (call_indirect $unknown (type $yield) (i32.const 0) (i32.const 0)))
  (func $by_second_import (result i32) (call $fiber_yield_2 (i32.const 0)))
)
