;; What is planned needs a module that can be read, which the pass makes of it first: here
;; by exports that await, calls of the host's functions in the table, and legacy exceptions.
;; The module itself stays as it is.
;; RUN: wasm-opt %s -all -o %t.plain.wasm
;; RUN: wasm-opt %s -all --print-fiber-plan=suspending:env.sleep -o %t.wasm | FileCheck %s
;; RUN: cmp %t.plain.wasm %t.wasm

;; CHECK: guarded, of the host: 'sleep.start'
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "sleep" (func $sleep (param i32) (result i32)))
  (type $callback (func (param i32) (result i32)))
  (memory 1)
  (table (export "__indirect_function_table") 3 funcref)
  (elem (i32.const 1) $sleep $entry)
  (func $caught (param i32) (result i32)
    (try (result i32)
      (do (call $sleep (local.get 0)))
      (catch_all (i32.const -1))))
  (func $entry (param i32) (result i32)
    (call $caught (call $fiber_yield (local.get 0))))
  (func (export "run") (param i32) (result i32)
    (i32.add
      (call_indirect (type $callback) (local.get 0) (local.get 0))
      (call $fiber_resume
        (call $fiber_alloc (i32.const 2)) (i32.const 0) (i32.const 0)))))
