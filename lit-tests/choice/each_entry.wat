;; Each entry has its own tier: of the four in the table, `guarded` keeps a reference, and
;; `reaches` calls it, so that they are native, and the others have frames. The
;; function that tells the runtime lists them by table index. Only what frames fibers
;; reach has forms.
;; RUN: wasm-opt %s -all --lower-fibers=inline:no -S -o - | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=inline:no -S -o - | FileCheck %s --check-prefix=FORMS

;; CHECK: (br_table $fallback $frames $fallback $fallback $frames $none

;; FORMS-NOT: (func $guarded.
;; FORMS-NOT: (func $reaches.
;; FORMS-NOT: (func $only_native.
;; FORMS-DAG: (func $plain.resume_form
;; FORMS-DAG: (func $calls.resume_form
;; FORMS-DAG: (func $shared.call_form
;; FORMS-DAG: (func $shared.resume_form
;; FORMS-NOT: (func $guarded.
;; FORMS-NOT: (func $reaches.
;; FORMS-NOT: (func $only_native.
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 5 5 funcref)
  (elem (i32.const 1) $plain $guarded $reaches $calls)
  (func $plain (param i32) (result i32)
    (i32.add (i32.const 1) (call $fiber_yield (local.get 0))))
  (func $only_native (param i32) (result i32)
    (i32.mul (i32.const 3) (call $fiber_yield (local.get 0))))
  (func $guarded (param i32) (result i32)
    (local $kept contref)
    (call $only_native (call $shared (local.get 0))))
  (func $reaches (param i32) (result i32)
    (i32.add (i32.const 2) (call $guarded (local.get 0))))
  (func $shared (param i32) (result i32)
    (i32.mul (i32.const 2) (call $fiber_yield (local.get 0))))
  (func $calls (param i32) (result i32)
    (i32.add (i32.const 3) (call $shared (local.get 0))))
  (func (export "main") (param i32) (result i32)
    (call $fiber_alloc (local.get 0)))
)
