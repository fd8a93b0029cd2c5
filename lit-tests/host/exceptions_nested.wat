;; Functions of the host call back, and catch what comes out of that, at two levels. That
;; the calls in between never return is no reason to take those that do for late.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: node %S/Inputs/exceptions_nested.mjs %t.frames.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: node %S/Inputs/exceptions_nested.mjs %t.asyncify.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.native.wasm
;; RUN: %deno %S/Inputs/exceptions_nested.mjs %t.native.wasm | FileCheck %s

;; CHECK:      undefined
;; CHECK-NEXT: undefined
;; CHECK-NEXT: undefined
;; CHECK-NOT:  {{.}}
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "work" (func $work (param i32)))
  (memory (export "memory") 2)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (call $work (local.get 0))
    (call $fiber_yield (i32.const 0)))
  ;; Calls the host from a fiber, which tells it how deep it is.
  (func (export "call") (param i32)
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 1)) (local.get 0) (i32.const 0))))
)
