;; A function may yield if it calls fiber_yield, or one that may yield. The
;; shortest way is told; a function that reaches fiber_yield in no way isn't.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'two_calls': depth 2: 'one_call' -> 'no_call' -> 'fiber_yield'
;; CHECK-NEXT: 'two_ways': depth 1: 'no_call' -> 'fiber_yield'
;; CHECK-NEXT: 'one_call': depth 1: 'no_call' -> 'fiber_yield'
;; CHECK-NEXT: 'no_call': depth 0: 'fiber_yield'
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $two_calls (drop (call $one_call)))
  (func $two_ways
    (call $two_calls)
    (drop (call $no_call)))
  (func $one_call (result i32) (call $no_call))
  (func $no_call (result i32)
    (call $leaf)
    (call $fiber_yield (i32.const 0)))
  (func $leaf)
)
