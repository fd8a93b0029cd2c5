;; A program that has no malloc, but another function of the C library that gives
;; memory, is asked by that.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/calloc.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/calloc.wat --implicit-check-not memory.grow
;; RUN: wasm-opt %t/realloc.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/realloc.wat --implicit-check-not memory.grow
;; RUN: wasm-opt %t/aligned_alloc.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/aligned_alloc.wat --implicit-check-not memory.grow
;; RUN: wasm-opt %t/dlmalloc.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/dlmalloc.wat --implicit-check-not memory.grow
;; RUN: wasm-opt %t/imported.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/imported.wat --implicit-check-not memory.grow

;--- calloc.wat
;; CHECK: (func $fiber.grow_records
;; CHECK:      (call $calloc
;; CHECK-NEXT:  (i32.const 1)
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $calloc (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func $realloc (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
)

;--- realloc.wat
;; CHECK: (func $fiber.grow_records
;; CHECK:      (call $grow
;; CHECK-NEXT:  (i32.const 0)
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $grow (export "realloc") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
)

;--- aligned_alloc.wat
;; CHECK:      (func $fiber.malloc_by_aligned_alloc
;; CHECK:      (call $aligned_alloc
;; CHECK-NEXT:  (i32.const 16)
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $aligned_alloc (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
)

;--- dlmalloc.wat
;; CHECK: (func $fiber.grow_records
;; CHECK: (call $dlmalloc
;; CHECK: (call $dlfree
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $dlmalloc (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1024)))
  (func $dlfree (param i32))
  (func $calloc (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
)

;--- imported.wat
;; In another module, as with dynamic linking.
;; CHECK: (func $fiber.grow_records
;; CHECK: (call $fimport$
(module
  (import "fiber" "fiber_alloc" (func (param i32) (result i32)))
  (import "env" "malloc" (func (param i32) (result i32)))
  (import "env" "memory" (memory 1))
  (export "alloc" (func 0))
)
