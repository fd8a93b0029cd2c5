;; A module that is lowered already imports no intrinsics, and is left as it is.
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.once.wasm
;; RUN: wasm-opt %t.once.wasm -o %t.copy.wasm
;; RUN: wasm-opt %t.once.wasm --lower-fibers=tier:native -o %t.twice.wasm
;; RUN: cmp %t.copy.wasm %t.twice.wasm
;; RUN: wasm-opt %s --lower-fibers=tier:native --lower-fibers -o %t.both.wasm
;; RUN: cmp %t.once.wasm %t.both.wasm

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_sized_alloc" (func $fiber_sized_alloc (param i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "alloc" (func $fiber_alloc))
  (export "free" (func $fiber_free))
  (export "resume" (func $fiber_resume))
  (export "sized_alloc" (func $fiber_sized_alloc))
  (export "yield" (func $fiber_yield))
)
