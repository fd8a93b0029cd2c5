;; The optimizer puts fiber_yield into the functions that call it, at each level: a
;; function that returns after a switch costs more than all else (Runtime.h). What it
;; needs for that is in the module that the linker leaves. What resumes stays a function
;; where there are several calls of it, and so do the rare ways out of fiber_yield.

;; RUN: wasm-opt %s --lower-fibers=tier:native -g -o %t.wasm
;; RUN: wasm-opt %t.wasm -O1 -S -o - | FileCheck %s --check-prefix=O1
;; RUN: wasm-opt %t.wasm -O2 -S -o - | FileCheck %s
;; RUN: wasm-opt %t.wasm -Os -S -o - | FileCheck %s

;; -O1 inlines nothing.
;; O1-LABEL: (func $yields
;; O1:        (call $fiber_yield

;; CHECK-LABEL: (func $yields
;; CHECK-NOT:    (call $fiber_yield
;; CHECK:        (global.get $fiber.current)
;; CHECK:        (call $fiber.yield_outside)
;; CHECK:        (suspend $fiber.switch
;; CHECK:        (global.get $fiber.cancelling)
;; CHECK:        (call $fiber.throw_cancellation)
;; CHECK-NOT:    (call $fiber_yield
;; CHECK:        (suspend $fiber.switch
;; CHECK:        (call $fiber.throw_cancellation)
;; CHECK-LABEL: (func $main
;; CHECK:        (call $fiber.resume_fallback
;; CHECK:        (call $fiber.resume_fallback
;; CHECK-LABEL: (func $fiber.resume_fallback
;; CHECK:        (resume $continuation

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (memory 1)
  (table $table 2 2 funcref)
  (elem $table (i32.const 1) $yields)

  (func $yields (param $value i32) (result i32)
    (call $fiber_yield
      (call $fiber_yield (local.get $value))))

  (func $main (export "main") (result i32)
    (local $fiber i32)
    (local $value i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (local.set $value
      (i32.add
        (call $fiber_resume (local.get $fiber) (i32.const 1) (i32.const 0))
        (call $fiber_resume (local.get $fiber) (i32.const 2) (i32.const 0))))
    (call $fiber_free (local.get $fiber))
    (local.get $value))
)
