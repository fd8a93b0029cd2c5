;; Without fiber_yield, nothing may yield. The other intrinsics yield no more than
;; what runs in them, on stacks of its own.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text -o %t.wasm > %t.txt
;; RUN: test ! -s %t.txt
;; RUN: wasm-opt %s --lower-fibers=print-analysis:json -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines
;; RUN: wasm-opt %s --lower-fibers=print-analysis:json -o %t.wasm \
;; RUN:   | python3 -m json.tool

;; CHECK:      {
;; CHECK-NEXT:  "functions": [
;; CHECK-NEXT:  ],
;; CHECK-NEXT:  "indirect_calls": [
;; CHECK-NEXT:  ]
;; CHECK-NEXT: }
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (memory 1)
  (table 1 1 funcref)
  (func $main (export "main")
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
    (call $fiber_free (i32.const 0)))
)
