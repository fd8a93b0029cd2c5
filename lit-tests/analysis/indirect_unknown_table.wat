;; What the program or the host may put into a table could be any function of
;; which they have a reference: one that is taken, or one that is exported.
;; RUN: split-file %s %t
;; RUN: wasm-opt -all %t/set.wat --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}
;; RUN: wasm-opt -all %t/grown.wat --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}
;; RUN: wasm-opt -all %t/initialized.wat --lower-fibers=print-analysis:text \
;; RUN:   -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}
;; RUN: wasm-opt -all %t/exported.wat --lower-fibers=print-analysis:text,host-table:replaces \
;; RUN:   -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}
;; RUN: wasm-opt -all %t/imported.wat --lower-fibers=print-analysis:text,host-table:replaces \
;; RUN:   -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'caller': depth 1: any reference of type ()->() -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: any reference of type ()->(): 1 of 1 candidates: 'yields'

;--- set.wat
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (func $yields (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller
    (table.set (i32.const 0) (ref.func $yields))
    (call_indirect (i32.const 0)))
)

;--- grown.wat
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 funcref)
  (func $yields (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller
    (drop (table.grow $table (ref.func $yields) (i32.const 1)))
    (call_indirect (i32.const 0)))
)

;--- initialized.wat
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref (ref.func $yields))
  (func $yields (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller (call_indirect (i32.const 0)))
)

;--- exported.wat
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table (export "table") 1 1 funcref)
  (func $yields (export "yields") (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller (call_indirect (i32.const 0)))
)

;--- imported.wat
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (import "env" "table" (table $table 1 1 funcref))
  (memory 1)
  (func $yields (export "yields") (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller (call_indirect (i32.const 0)))
)
