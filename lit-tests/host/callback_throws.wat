;; The host calls the module back and catches what comes out of that, from within
;; another fiber. The fiber that waited goes on as the one that is running.
;; RUN: wasm-opt %s --lower-fibers -o %t.wasm
;; RUN: node %S/Inputs/callback_throws.mjs %t.wasm | FileCheck %s

;; CHECK:      caught: from throws
;; CHECK-NEXT: main: 5037

(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (import "env" "call_back" (func $call_back))
  (import "env" "throws" (func $throws))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $a $b)
  (func $rec (param $n i32) (result i32)
    (if (result i32) (local.get $n)
      (then (i32.add (i32.const 1) (call $rec (i32.sub (local.get $n) (i32.const 1)))))
      (else (call $yield (i32.const 0)))))
  (func $a (param i32) (result i32)
    (call $call_back)
    (call $rec (i32.const 5000)))
  (func $b (param i32) (result i32)
    (call $throws)
    (call $yield (i32.const 7)))
  (func (export "runs_b")
    (drop (call $resume (call $alloc (i32.const 2)) (i32.const 0) (i32.const 0))))
  (func (export "main") (result i32)
    (local $f i32)
    (local.set $f (call $alloc (i32.const 1)))
    (drop (call $resume (local.get $f) (i32.const 0) (i32.const 0)))
    (call $resume (local.get $f) (i32.const 37) (i32.const 0))))
