;; Functions that may call each other are one strongly connected component, and
;; recursive: directly, in a circle, or through a table. The depth is that of the
;; shortest way all the same. A callee's number is lower than its caller's.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:json -o %t.wasm > %t.json
;; RUN: python3 -c "import json; [print(f['name'], f['depth'], f['scc'], \
;; RUN:   f['recursive']) for f in json.load(open('%t.json'))['functions']]" \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      plain 0 1 False
;; CHECK-NEXT: itself 0 2 True
;; CHECK-NEXT: even 2 3 True
;; CHECK-NEXT: odd 1 3 True
;; CHECK-NEXT: by_table 3 4 True
;; CHECK-NEXT: above 4 5 False
(module
  (type $by_table (func))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (elem (i32.const 0) $by_table)
  (func $plain (drop (call $fiber_yield (i32.const 0))))
  (func $itself
    (call $itself)
    (drop (call $fiber_yield (i32.const 0))))
  (func $even (param i32) (result i32) (call $odd (local.get 0)))
  (func $odd (param i32) (result i32)
    (drop (call $even (local.get 0)))
    (call $itself)
    (i32.const 0))
  (func $by_table (type $by_table)
    (call_indirect (type $by_table) (i32.const 0))
    (drop (call $even (i32.const 0))))
  (func $above (param i32) (call $by_table))
  ;; Recursion of what can't yield isn't told.
  (func $leaf (call $leaf))
)
