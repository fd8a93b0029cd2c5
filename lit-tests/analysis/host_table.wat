;; Through a table that the host only appends to, a call reaches the program's functions
;; that are there, and those that the host may have added, which can't yield. If the host
;; may replace functions, it reaches any that have a reference.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text -o %t.wasm | FileCheck %s --check-prefix=APPENDS
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text,host-table:replaces -o %t.wasm | FileCheck %s --check-prefix=REPLACES

;; APPENDS:      'yields': depth 0: 'fiber_yield'
;; APPENDS-NEXT: 'exported': depth 0: 'fiber_yield'
;; APPENDS-NEXT: 'caller': depth 1: table 'fiber.own_table' type ()->() -> 'yields' -> 'fiber_yield'
;; APPENDS-NEXT: table 'fiber.own_table' type ()->(): 1 of 3 candidates: 'yields'

;; REPLACES:      'caller': depth 1: any reference of type ()->() -> 'yields' -> 'fiber_yield'
;; REPLACES-NEXT: any reference of type ()->(): 2 of 3 candidates: 'yields' 'exported'
(module
  (type $none (func))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table (export "table") 3 funcref)
  (elem (i32.const 1) $yields $quiet)
  (func $yields (drop (call $fiber_yield (i32.const 0))))
  (func $exported (export "exported") (drop (call $fiber_yield (i32.const 0))))
  (func $quiet)
  (func $caller (export "caller") (param i32)
    (call_indirect (type $none) (local.get 0))))
