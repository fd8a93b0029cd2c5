;; Where functions of fibers call nothing that may unwind but fiber_yield, a fiber has
;; one frame: fiber_resume has no loop that enters one after another, and fiber_free
;; none that releases them.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/none.wat --lower-fibers=tier:frames,inline:no -O2 -S -o - | FileCheck %s --check-prefix=NONE
;; RUN: wasm-opt %t/direct.wat --lower-fibers=tier:frames,inline:no -O2 -S -o - | FileCheck %s --check-prefix=SOME
;; RUN: wasm-opt %t/indirect.wat --lower-fibers=tier:frames,inline:no -O2 -S -o - | FileCheck %s --check-prefix=SOME

;; NONE-NOT: (loop
;; SOME: (loop

;--- none.wat
(module
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $ordinary)
  (func $entry (param $value i32) (result i32)
    (drop (call $fiber_yield (call $ordinary (local.get $value))))
    (i32.const 0))
  (func $ordinary (param $value i32) (result i32)
    (i32.mul (local.get $value) (local.get $value)))
  (func (export "main") (param $fiber i32) (result i32)
    (call $fiber_resume (local.get $fiber) (i32.const 2) (i32.const 0)))
  (func (export "alloc") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func (export "free") (param $fiber i32)
    (call $fiber_free (local.get $fiber)))
)

;--- direct.wat
(module
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (drop (call $helper (local.get $value)))
    (i32.const 0))
  (func $helper (param $value i32) (result i32)
    (i32.mul (local.get $value) (call $fiber_yield (local.get $value))))
  (func (export "main") (param $fiber i32) (result i32)
    (call $fiber_resume (local.get $fiber) (i32.const 2) (i32.const 0)))
  (func (export "alloc") (result i32)
    (call $fiber_alloc (i32.const 1)))
)

;--- indirect.wat
(module
  (type $unary (func (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $fiber_yield)
  (func $entry (param $value i32) (result i32)
    (drop
      (call_indirect (type $unary) (local.get $value) (local.get $value)))
    (i32.const 0))
  (func (export "main") (param $fiber i32) (result i32)
    (call $fiber_resume (local.get $fiber) (i32.const 2) (i32.const 0)))
  (func (export "alloc") (result i32)
    (call $fiber_alloc (i32.const 1)))
)
